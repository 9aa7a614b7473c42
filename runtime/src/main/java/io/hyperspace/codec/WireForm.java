package io.hyperspace.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Head;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.Reflected;
import io.hyperspace.space.wave.Sequence;
import io.hyperspace.space.wave.Signal;
import io.hyperspace.space.wave.Wave;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Waves as Machines send them to each other: small, and read without a tree in between. A wave is a CBOR list without
 * names, whose first element says which it is:
 *
 * <pre>
 * [0 Ping | 1 Signal, id, to, from, agent, method, uri, headers, body, handling, time, chain, sequence]
 * [2 Pong | 3 Echo,   id, of, from, status, headers, body]
 * </pre>
 *
 * <p>Ids are 16 bytes. What most waves have is null: the sender as agent, the uri {@code /}, no headers, an empty body, an
 * empty chain; {@code true} stands for a chain of the sender alone. Agents that are no particles are 0 (anonymous) and 1
 * (the hyperuser). A text, bytes, a whole number and a truth are themselves as a body, every other is the map that
 * {@link SubstanceForm} makes. {@code time} is what lies between the id's time and the deadline, in milliseconds. {@code
 * sequence} is {@code [outbox, run, number, settled]}, and left out of a wave without one.
 *
 * <p>This form is never stored, so both ends of a cluster have to be of releases that agree on it.
 */
public final class WireForm {

    static final int PING = 0;
    static final int SIGNAL = 1;
    static final int PONG = 2;
    static final int ECHO = 3;
    static final int ANONYMOUS = 0;
    static final int HYPERUSER = 1;
    private static final int DIRECTED_FIELDS = 12;
    private static final int REFLECTED_FIELDS = 7;
    private static final int SEQUENCE_FIELDS = 4;
    static final List<Handling> HANDLINGS = List.of(Handling.IMMEDIATE, Handling.QUEUED, Handling.DURABLE);
    static final int ID_BYTES = 16;

    private WireForm() {}

    /** Writes a wave to one particle. */
    public static void write(JsonGenerator cbor, Directed wave) throws IOException {
        FrameWriter out = new FrameWriter(cbor, true);
        Head head = wave.head();
        Sequence sequence = head.sequence();
        out.list(sequence == null ? DIRECTED_FIELDS : DIRECTED_FIELDS + 1);
        out.whole(wave instanceof Ping ? PING : SIGNAL);
        writeId(out, head.id().ulid());
        out.text(
                wave instanceof Ping ping
                        ? ping.to().toString()
                        : ((Signal) wave).to().toString());
        out.text(head.from().toString());
        writeAgent(cbor, out, head);
        out.text(head.method().toString());
        writeTextUnless(cbor, out, head.uri(), "/");
        writeHeaders(cbor, out, head.headers());
        writeBody(cbor, out, head.body());
        out.whole(HANDLINGS.indexOf(head.handling()));
        out.whole(head.deadline() - head.id().ulid().unixMillis());
        writeChain(cbor, out, head);
        if (sequence != null) {
            writeSequence(out, sequence);
        }
        out.endList();
    }

    /** Writes an answer. */
    public static void write(JsonGenerator cbor, Reflected wave) throws IOException {
        FrameWriter out = new FrameWriter(cbor, true);
        out.list(REFLECTED_FIELDS);
        out.whole(wave instanceof Pong ? PONG : ECHO);
        writeId(out, wave.id().ulid());
        writeId(out, wave.of().ulid());
        out.text(wave.from().toString());
        out.whole(wave.status());
        writeHeaders(cbor, out, wave.headers());
        writeBody(cbor, out, wave.body());
        out.endList();
    }

    private static void writeId(FrameWriter out, Ulid ulid) throws IOException {
        out.bytes(ByteBuffer.allocate(ID_BYTES)
                .putLong(ulid.high())
                .putLong(ulid.low())
                .array());
    }

    private static void writeAgent(JsonGenerator cbor, FrameWriter out, Head head) throws IOException {
        Agent agent = head.agent();
        if (agent instanceof Agent.Particle particle && particle.point().equals(head.from())) {
            cbor.writeNull();
        } else if (agent instanceof Agent.Particle) {
            out.text(agent.toString());
        } else {
            out.whole(agent.equals(Agent.HYPERUSER) ? HYPERUSER : ANONYMOUS);
        }
    }

    private static void writeTextUnless(JsonGenerator cbor, FrameWriter out, String text, String usual)
            throws IOException {
        if (text.equals(usual)) {
            cbor.writeNull();
        } else {
            out.text(text);
        }
    }

    private static void writeHeaders(JsonGenerator cbor, FrameWriter out, Headers headers) throws IOException {
        if (headers.isEmpty()) {
            cbor.writeNull();
        } else {
            HeadersForm.write(out, headers);
        }
    }

    private static void writeBody(JsonGenerator cbor, FrameWriter out, Substance body) throws IOException {
        if (body instanceof Substance.Empty) {
            cbor.writeNull();
        } else if (body instanceof Substance.Text text) {
            out.text(text.value());
        } else if (body instanceof Substance.Bin bin) {
            out.bytes(bin.value());
        } else if (body instanceof Substance.Int number) {
            out.whole(number.value());
        } else if (body instanceof Substance.Bool truth) {
            out.truth(truth.value());
        } else {
            SubstanceForm.write(out, body);
        }
    }

    private static void writeChain(JsonGenerator cbor, FrameWriter out, Head head) throws IOException {
        List<Point> chain = head.chain();
        if (chain.isEmpty()) {
            cbor.writeNull();
        } else if (chain.size() == 1 && chain.get(0).equals(head.from())) {
            out.truth(true);
        } else {
            out.list(chain.size());
            for (Point point : chain) {
                out.text(point.toString());
            }
            out.endList();
        }
    }

    private static void writeSequence(FrameWriter out, Sequence sequence) throws IOException {
        out.list(SEQUENCE_FIELDS);
        out.text(sequence.outbox().toString());
        writeId(out, sequence.run());
        out.whole(sequence.number());
        out.whole(sequence.settled());
        out.endList();
    }

    /**
     * Reads a wave; the parser stands before it.
     *
     * @throws IOException if it is not a wave in this form
     */
    public static Wave read(JsonParser in) throws IOException {
        return new WireReader(in).wave();
    }
}
