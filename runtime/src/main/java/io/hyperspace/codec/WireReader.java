package io.hyperspace.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Echo;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Head;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.Sequence;
import io.hyperspace.space.wave.Signal;
import io.hyperspace.space.wave.Wave;
import io.hyperspace.space.wave.WaveId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what {@link WireForm} writes, element by element. */
final class WireReader {

    private static final ObjectReader TREES =
            SpaceJson.ownCbor().readerFor(JsonNode.class).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final JsonParser in;

    WireReader(JsonParser in) {
        this.in = in;
    }

    Wave wave() throws IOException {
        expect(JsonToken.START_ARRAY);
        int kind = (int) whole();
        return switch (kind) {
            case WireForm.PING, WireForm.SIGNAL -> directed(kind);
            case WireForm.PONG, WireForm.ECHO -> reflected(kind);
            default -> throw new IOException("no kind of wave is " + kind);
        };
    }

    private Wave directed(int kind) throws IOException {
        WaveId id = id();
        Point to = point();
        Point from = point();
        Head head = new Head(
                id,
                from,
                agent(from),
                Method.parse(text()),
                uri(),
                headers(),
                body(),
                handling(),
                id.ulid().unixMillis() + whole(),
                chain(from),
                sequence());
        return kind == WireForm.PING ? new Ping(head, to) : new Signal(head, to);
    }

    private Wave reflected(int kind) throws IOException {
        WaveId id = id();
        WaveId of = id();
        Point from = point();
        int status = (int) whole();
        Headers headers = headers();
        Substance body = body();
        expect(JsonToken.END_ARRAY);
        return kind == WireForm.PONG
                ? new Pong(id, of, from, status, headers, body)
                : new Echo(id, of, from, status, headers, body);
    }

    private void expect(JsonToken token) throws IOException {
        JsonToken found = in.nextToken();
        if (found != token) {
            throw new IOException("expected " + token + ", found " + found);
        }
    }

    private long whole() throws IOException {
        expect(JsonToken.VALUE_NUMBER_INT);
        return in.getLongValue();
    }

    private String text() throws IOException {
        expect(JsonToken.VALUE_STRING);
        return in.getText();
    }

    private Point point() throws IOException {
        return Point.parse(text());
    }

    private WaveId id() throws IOException {
        return new WaveId(ulid());
    }

    private Ulid ulid() throws IOException {
        expect(JsonToken.VALUE_EMBEDDED_OBJECT);
        byte[] bytes = in.getBinaryValue();
        if (bytes.length != WireForm.ID_BYTES) {
            throw new IOException("an id has " + WireForm.ID_BYTES + " bytes, not " + bytes.length);
        }
        ByteBuffer id = ByteBuffer.wrap(bytes);
        return new Ulid(id.getLong(), id.getLong());
    }

    private Agent agent(Point from) throws IOException {
        JsonToken token = in.nextToken();
        if (token == JsonToken.VALUE_NULL) {
            return Agent.of(from);
        }
        if (token == JsonToken.VALUE_STRING) {
            return Agent.parse(in.getText());
        }
        return in.getIntValue() == WireForm.HYPERUSER ? Agent.HYPERUSER : Agent.ANONYMOUS;
    }

    private String uri() throws IOException {
        return in.nextToken() == JsonToken.VALUE_NULL ? "/" : in.getText();
    }

    private Headers headers() throws IOException {
        return in.nextToken() == JsonToken.VALUE_NULL ? Headers.NONE : HeadersForm.read(tree());
    }

    private JsonNode tree() throws IOException {
        return TREES.readTree(in);
    }

    private Substance body() throws IOException {
        return switch (in.nextToken()) {
            case VALUE_NULL -> Substance.Empty.INSTANCE;
            case VALUE_STRING -> new Substance.Text(in.getText());
            case VALUE_EMBEDDED_OBJECT -> new Substance.Bin(in.getBinaryValue());
            case VALUE_NUMBER_INT -> new Substance.Int(in.getLongValue());
            case VALUE_TRUE -> new Substance.Bool(true);
            case VALUE_FALSE -> new Substance.Bool(false);
            default -> SubstanceForm.read(tree(), true);
        };
    }

    private Handling handling() throws IOException {
        int number = (int) whole();
        if (number < 0 || number >= WireForm.HANDLINGS.size()) {
            throw new IOException("no handling is " + number);
        }
        return WireForm.HANDLINGS.get(number);
    }

    private List<Point> chain(Point from) throws IOException {
        JsonToken token = in.nextToken();
        if (token == JsonToken.VALUE_NULL) {
            return List.of();
        }
        if (token == JsonToken.VALUE_TRUE) {
            return List.of(from);
        }
        List<Point> chain = new ArrayList<>();
        while (in.nextToken() == JsonToken.VALUE_STRING) {
            chain.add(Point.parse(in.getText()));
        }
        return chain;
    }

    /** The last element, if it is there, and the end of the wave. */
    private @Nullable Sequence sequence() throws IOException {
        if (in.nextToken() == JsonToken.END_ARRAY) {
            return null;
        }
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw new IOException("expected a sequence, found " + in.currentToken());
        }
        Sequence sequence = new Sequence(StarKey.parse(text()), ulid(), whole(), whole());
        expect(JsonToken.END_ARRAY);
        expect(JsonToken.END_ARRAY);
        return sequence;
    }
}
