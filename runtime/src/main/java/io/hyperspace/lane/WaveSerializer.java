package io.hyperspace.lane;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import io.hyperspace.codec.SpaceJson;
import io.hyperspace.codec.WireForm;
import io.hyperspace.freight.Slice;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.trace.TracedWave;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Reflected;
import io.hyperspace.space.wave.Wave;
import io.hyperspace.space.wave.WaveId;
import java.io.IOException;
import java.io.NotSerializableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.SerializerWithStringManifest;
import org.jspecify.annotations.Nullable;

/**
 * What a wave on a lane, and its answer, look like on the wire: CBOR in the form of {@link WireForm}, for a lane in a list
 * {@code [lane, number, replyTo, wave]}, and a part of one as {@code [lane, number, replyTo, target, id, at, size, bytes]}. An
 * actor is its path without the protocol and this system's name, which all
 * Machines of a Hyperverse share; one on the same Machine as the lane is its path alone, from the slash on. What passes
 * relays is {@code [[actor ahead, …], bytes of the wave]}, with the bytes of a part {@code [[actor ahead, …], bytes, true]}, or
 * a mark in their place as {@code [lane, number, target, flush]}; behind the bytes of a tracked wave is its name.
 */
public final class WaveSerializer extends SerializerWithStringManifest {

    static final int IDENTIFIER = 41004;
    static final String CARRY = "C";
    static final String PART = "P";
    private static final String RELAYED = "V";
    private static final String REFLECTED = "R";
    private static final int CARRY_FIELDS = 4;
    private static final int USUAL_SIZE = 512;

    private final ActorRefResolver refs;
    private final String ours;

    public WaveSerializer(ExtendedActorSystem system) {
        this.refs = ActorRefResolver.get(Adapter.toTyped(system));
        this.ours = "pekko://" + system.name() + "@";
    }

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public String manifest(Object message) {
        if (message instanceof Carry) {
            return CARRY;
        }
        return message instanceof Relayed ? RELAYED : message instanceof Part ? PART : REFLECTED;
    }

    @Override
    public byte[] toBinary(Object message) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder(null, size(message))) {
            try (JsonGenerator out = SpaceJson.ownCbor().createGenerator(bytes)) {
                if (message instanceof Carry carry) {
                    write(out, carry);
                } else if (message instanceof Relayed relayed) {
                    write(out, relayed);
                } else if (message instanceof Part part) {
                    write(out, part);
                } else {
                    WireForm.write(out, (Reflected) message);
                }
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException("a wave has a form", e);
        }
    }

    private void write(JsonGenerator out, Carry carry) throws IOException {
        String lane = shortened(carry.lane());
        out.writeStartArray(carry, CARRY_FIELDS);
        out.writeString(lane);
        out.writeNumber(carry.number());
        writeReplyTo(out, lane, carry.replyTo());
        WireForm.write(out, carry.wave());
        out.writeEndArray();
    }

    private static int size(Object message) {
        return message instanceof Part part ? part.slice().bytes().length + USUAL_SIZE : USUAL_SIZE;
    }

    private void write(JsonGenerator out, Part part) throws IOException {
        String lane = shortened(part.lane());
        out.writeStartArray();
        out.writeString(lane);
        out.writeNumber(part.number());
        writeReplyTo(out, lane, part.replyTo());
        out.writeString(part.target().toString());
        out.writeString(part.wave().toString());
        out.writeNumber(part.slice().at());
        out.writeNumber(part.slice().size());
        out.writeBinary(part.slice().bytes());
        out.writeEndArray();
    }

    private void write(JsonGenerator out, Relayed relayed) throws IOException {
        out.writeStartArray();
        out.writeStartArray();
        for (ActorRef<GravityCommand> next : relayed.ahead()) {
            out.writeString(shortened(next));
        }
        out.writeEndArray();
        Relayed.Packed packed = relayed.packed();
        if (packed == null && relayed.whole() instanceof Mark mark) {
            out.writeStartArray();
            out.writeString(shortened(mark.lane()));
            out.writeNumber(mark.number());
            out.writeString(mark.target().toString());
            out.writeNumber(mark.flush());
            out.writeEndArray();
        } else {
            Numbered whole = relayed.whole();
            TracedWave traced = relayed.traced();
            out.writeBinary(packed != null ? packed.bytes() : toBinary(Objects.requireNonNull(whole)));
            if (packed != null ? packed.manifest().equals(PART) : whole instanceof Part) {
                out.writeBoolean(true);
            } else if (traced != null) {
                out.writeString(traced.toString());
            }
        }
        out.writeEndArray();
    }

    private void writeReplyTo(JsonGenerator out, String lane, @Nullable ActorRef<Reflected> replyTo)
            throws IOException {
        if (replyTo == null) {
            out.writeNull();
            return;
        }
        String text = shortened(replyTo);
        String machine = machine(lane);
        out.writeString(text.startsWith(machine) ? text.substring(machine.length() - 1) : text);
    }

    /** Up to the first slash, with it. */
    private static String machine(String shortened) {
        return shortened.substring(0, shortened.indexOf('/') + 1);
    }

    private String shortened(ActorRef<?> ref) {
        String text = refs.toSerializationFormat(ref);
        return text.startsWith(ours) ? text.substring(ours.length()) : text;
    }

    private <T> ActorRef<T> actor(String shortened) {
        return refs.resolveActorRef(shortened.startsWith("pekko://") ? shortened : ours + shortened);
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
        try (JsonParser in = SpaceJson.ownCbor().createParser(bytes)) {
            return switch (manifest) {
                case CARRY -> carry(in);
                case RELAYED -> relayed(in);
                case PART -> part(in);
                default -> WireForm.read(in);
            };
        } catch (IOException | RuntimeException e) {
            NotSerializableException refused = new NotSerializableException("not a wave: " + e.getMessage());
            refused.initCause(e);
            throw refused;
        }
    }

    private Part part(JsonParser in) throws IOException {
        begin(in);
        String lane = text(in);
        long number = in.nextLongValue(0);
        ActorRef<Reflected> replyTo = in.nextToken() == JsonToken.VALUE_NULL ? null : replyTo(lane, in.getText());
        Point target = Point.parse(text(in));
        WaveId wave = WaveId.parse(text(in));
        int at = in.nextIntValue(-1);
        int size = in.nextIntValue(-1);
        in.nextToken();
        return new Part(actor(lane), number, target, wave, replyTo, new Slice(at, size, in.getBinaryValue()));
    }

    private Carry carry(JsonParser in) throws IOException {
        begin(in);
        String lane = text(in);
        in.nextToken();
        long number = in.getLongValue();
        ActorRef<Reflected> replyTo = in.nextToken() == JsonToken.VALUE_NULL ? null : replyTo(lane, in.getText());
        Wave wave = WireForm.read(in);
        if (!(wave instanceof Directed directed)) {
            throw new IOException("a lane carries no answers");
        }
        return new Carry(actor(lane), number, directed, replyTo);
    }

    private Relayed relayed(JsonParser in) throws IOException {
        begin(in);
        begin(in);
        List<ActorRef<GravityCommand>> ahead = new ArrayList<>();
        while (in.nextToken() == JsonToken.VALUE_STRING) {
            ahead.add(actor(in.getText()));
        }
        if (in.nextToken() != JsonToken.START_ARRAY) {
            byte[] bytes = in.getBinaryValue();
            JsonToken more = in.nextToken();
            String manifest = more == JsonToken.VALUE_TRUE ? PART : CARRY;
            TracedWave traced = more == JsonToken.VALUE_STRING ? TracedWave.parse(in.getText()) : null;
            return new Relayed(ahead, null, new Relayed.Packed(bytes, manifest), traced);
        }
        ActorRef<Lane.Command> lane = actor(text(in));
        long number = in.nextLongValue(0);
        Point target = Point.parse(text(in));
        return new Relayed(ahead, new Mark(lane, number, target, in.nextLongValue(0)), null, null);
    }

    private static void begin(JsonParser in) throws IOException {
        if (in.nextToken() != JsonToken.START_ARRAY) {
            throw new IOException("expected a list");
        }
    }

    private static String text(JsonParser in) throws IOException {
        String text = in.nextTextValue();
        if (text == null) {
            throw new IOException("expected a text");
        }
        return text;
    }

    private ActorRef<Reflected> replyTo(String lane, String shortened) {
        String machine = machine(lane);
        return actor(shortened.startsWith("/") ? machine.substring(0, machine.length() - 1) + shortened : shortened);
    }
}
