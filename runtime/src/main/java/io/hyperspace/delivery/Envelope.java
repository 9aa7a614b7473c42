package io.hyperspace.delivery;

import io.hyperspace.codec.SpaceJson;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Reflected;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.jspecify.annotations.Nullable;

/**
 * A wave as an outbox stores it: CBOR, with fields of fixed names.
 *
 * @param wave the wave
 * @param replyTo who waits for its answer, as the address of an actor; null when nobody does
 */
record Envelope(Directed wave, @Nullable String replyTo) {

    static byte[] write(Directed wave, @Nullable ActorRef<Reflected> replyTo, ActorRefResolver refs) {
        String address = replyTo == null ? null : refs.toSerializationFormat(replyTo);
        try {
            return SpaceJson.ownCbor().writeValueAsBytes(new Envelope(wave, address));
        } catch (IOException e) {
            throw new UncheckedIOException("a wave has a stored form", e);
        }
    }

    /** @throws IOException if the bytes are no envelope */
    static Envelope read(byte[] bytes) throws IOException {
        return SpaceJson.ownCbor().readValue(bytes, Envelope.class);
    }

    @Nullable ActorRef<Reflected> waiting(ActorRefResolver refs) {
        return replyTo == null ? null : refs.resolveActorRef(replyTo);
    }
}
