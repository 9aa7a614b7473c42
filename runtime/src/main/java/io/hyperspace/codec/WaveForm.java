package io.hyperspace.codec;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Echo;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Head;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.Reflected;
import io.hyperspace.space.wave.Ripple;
import io.hyperspace.space.wave.Sequence;
import io.hyperspace.space.wave.Signal;
import io.hyperspace.space.wave.Wave;
import io.hyperspace.space.wave.WaveId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Waves as maps. The frame is what guests and clients see. The whole form, between Machines, is the frame and what
 * infrastructure knows besides: {@code handling}, {@code chain} and {@code sequence} of a directed wave, {@code from} of a reflected one.
 */
final class WaveForm {

    private static final int MAX_URI = 8 << 10;

    private WaveForm() {}

    static void write(FrameWriter out, Wave wave) throws IOException {
        if (wave instanceof Directed directed) {
            writeDirected(out, directed, true);
        } else if (wave instanceof Reflected reflected) {
            writeReflected(out, reflected, true);
        }
    }

    static void writeDirected(FrameWriter out, Directed wave, boolean whole) throws IOException {
        Sequence sequence = whole ? wave.head().sequence() : null;
        out.map((whole ? 12 : 10) + (sequence == null ? 0 : 1));
        out.text("kind", wave.getClass().getSimpleName());
        out.text("id", wave.id().toString());
        out.text("to", target(wave));
        out.text("from", wave.from().toString());
        out.text("agent", wave.agent().toString());
        out.text("method", wave.method().toString());
        out.text("uri", wave.uri());
        out.name("headers");
        HeadersForm.write(out, wave.headers());
        out.name("body");
        SubstanceForm.write(out, wave.body());
        out.whole("deadline", wave.deadline());
        if (whole) {
            out.text("handling", wave.head().handling().name().toLowerCase(Locale.ROOT));
            out.name("chain");
            writeChain(out, wave.head().chain());
        }
        if (sequence != null) {
            out.name("sequence");
            writeSequence(out, sequence);
        }
        out.endMap();
    }

    private static String target(Directed wave) {
        if (wave instanceof Ping ping) {
            return ping.to().toString();
        }
        return wave instanceof Signal signal
                ? signal.to().toString()
                : ((Ripple) wave).to().toString();
    }

    private static void writeChain(FrameWriter out, List<Point> chain) throws IOException {
        out.list(chain.size());
        for (Point point : chain) {
            out.text(point.toString());
        }
        out.endList();
    }

    private static void writeSequence(FrameWriter out, Sequence sequence) throws IOException {
        out.map(4);
        out.text("outbox", sequence.outbox().toString());
        out.text("run", sequence.run().toString());
        out.whole("number", sequence.number());
        out.whole("settled", sequence.settled());
        out.endMap();
    }

    static void writeReflected(FrameWriter out, Reflected wave, boolean whole) throws IOException {
        out.map(whole ? 7 : 6);
        out.text("kind", wave.getClass().getSimpleName());
        out.text("id", wave.id().toString());
        out.text("of", wave.of().toString());
        if (whole) {
            out.text("from", wave.from().toString());
        }
        out.whole("status", wave.status());
        out.name("headers");
        HeadersForm.write(out, wave.headers());
        out.name("body");
        SubstanceForm.write(out, wave.body());
        out.endMap();
    }

    static Wave read(JsonNode node, boolean binary) {
        FieldReader in = new FieldReader(node, "a wave");
        String kind = in.text("kind");
        return switch (kind) {
            case "Ping" -> new Ping(readHead(in, binary), in.parsed("to", Point::parse));
            case "Signal" -> new Signal(readHead(in, binary), in.parsed("to", Point::parse));
            case "Ripple" -> new Ripple(readHead(in, binary), in.parsed("to", Language::selector));
            case "Pong" -> readPong(in, binary);
            case "Echo" -> {
                Pong pong = readPong(in, binary);
                yield new Echo(pong.id(), pong.of(), pong.from(), pong.status(), pong.headers(), pong.body());
            }
            default -> throw unknownKind(kind);
        };
    }

    /** Reads a wave that must be of some family or case. */
    static <T extends Wave> TreeForm.Read<T> reading(Class<T> type) {
        return (node, binary) -> {
            Wave wave = read(node, binary);
            if (!type.isInstance(wave)) {
                throw FieldReader.refused("expected a " + type.getSimpleName() + ", found a "
                        + wave.getClass().getSimpleName());
            }
            return type.cast(wave);
        };
    }

    private static Head readHead(FieldReader in, boolean binary) {
        return new Head(
                in.parsed("id", WaveId::parse),
                in.parsed("from", Point::parse),
                in.parsed("agent", Agent::parse),
                in.parsed("method", Method::parse),
                uri(in),
                HeadersForm.read(in.optional("headers")),
                body(in, binary),
                handling(in),
                in.whole("deadline"),
                chain(in.optional("chain")),
                sequence(in.optional("sequence")));
    }

    private static Pong readPong(FieldReader in, boolean binary) {
        return new Pong(
                in.parsed("id", WaveId::parse),
                in.parsed("of", WaveId::parse),
                in.parsed("from", Point::parse),
                in.status("status", 100),
                HeadersForm.read(in.optional("headers")),
                body(in, binary));
    }

    static OutgoingFrame readOutgoing(JsonNode node, boolean binary) {
        FieldReader in = new FieldReader(node, "a wave");
        String kind = in.text("kind");
        OutgoingFrame.Kind sort =
                switch (kind) {
                    case "Ping" -> OutgoingFrame.Kind.PING;
                    case "Signal" -> OutgoingFrame.Kind.SIGNAL;
                    case "Ripple" -> throw FieldReader.refused("a Ripple goes to a selector, not to one point");
                    default -> throw unknownKind(kind);
                };
        Point to = in.parsed("to", Point::parse);
        Method method = in.parsed("method", Method::parse);
        Headers headers = HeadersForm.read(in.optional("headers"));
        return new OutgoingFrame(sort, to, method, uri(in), headers, body(in, binary), handling(in));
    }

    static boolean isRipple(JsonNode node) {
        return node.path("kind").asText().equals("Ripple");
    }

    static RippleFrame readRipple(JsonNode node, boolean binary) {
        FieldReader in = new FieldReader(node, "a wave");
        long echoes = in.optional("echoes") == null ? RippleFrame.ALL_ECHOES : in.whole("echoes");
        if (echoes < 0) {
            throw FieldReader.refused("field 'echoes' of a ripple is 0 or more");
        }
        return new RippleFrame(
                in.parsed("to", Language::selector),
                in.parsed("method", Method::parse),
                uri(in),
                HeadersForm.read(in.optional("headers")),
                body(in, binary),
                handling(in),
                (int) Math.min(echoes, RippleFrame.ALL_ECHOES));
    }

    static ReflectedFrame readReflected(JsonNode node, boolean binary) {
        FieldReader in = new FieldReader(node, "an answer");
        String kind = in.text("kind");
        if (!kind.equals("Pong") && !kind.equals("Echo")) {
            throw FieldReader.refused("an answer is a Pong or an Echo, not a '" + kind + "'");
        }
        int status = in.optional("status") == null ? 200 : in.status("status", 100);
        return new ReflectedFrame(status, HeadersForm.read(in.optional("headers")), body(in, binary));
    }

    private static Substance body(FieldReader in, boolean binary) {
        JsonNode body = in.optional("body");
        return body == null ? Substance.Empty.INSTANCE : SubstanceForm.read(body, binary);
    }

    private static String uri(FieldReader in) {
        String uri = in.optionalText("uri");
        if (uri == null) {
            return "/";
        }
        if (!uri.startsWith("/") || uri.length() > MAX_URI || uri.chars().anyMatch(c -> c <= ' ' || c == 127)) {
            throw FieldReader.refused("field 'uri' of a wave starts with '/', holds no white space and has at most "
                    + MAX_URI + " characters");
        }
        return uri;
    }

    private static Handling handling(FieldReader in) {
        return in.optional("handling") == null ? Handling.IMMEDIATE : in.parsed("handling", Handling::parse);
    }

    /** When a client wants its wave to end; empty when it does not say. */
    static OptionalLong readDeadline(JsonNode node) {
        FieldReader in = new FieldReader(node, "a wave");
        return in.optional("deadline") == null ? OptionalLong.empty() : OptionalLong.of(in.whole("deadline"));
    }

    private static List<Point> chain(@Nullable JsonNode node) {
        List<Point> chain = new ArrayList<>();
        if (node != null) {
            node.forEach(point -> chain.add(Point.parse(point.asText())));
        }
        return chain;
    }

    private static @Nullable Sequence sequence(@Nullable JsonNode node) {
        if (node == null) {
            return null;
        }
        FieldReader in = new FieldReader(node, "a sequence");
        StarKey outbox = in.parsed("outbox", StarKey::parse);
        Ulid run = in.parsed("run", Ulid::parse);
        try {
            return new Sequence(outbox, run, in.whole("number"), in.whole("settled"));
        } catch (IllegalArgumentException e) {
            throw FieldReader.refused(String.valueOf(e.getMessage()));
        }
    }

    private static HyperspaceException unknownKind(String kind) {
        return FieldReader.refused(
                "'" + kind + "' is not a kind of wave; it is one of Ping, Signal, Ripple, Pong, Echo");
    }
}
