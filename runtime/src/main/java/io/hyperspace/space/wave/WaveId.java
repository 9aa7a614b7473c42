package io.hyperspace.space.wave;

import io.hyperspace.space.id.Ulid;

/** Names one wave; a resent wave keeps its id. */
public record WaveId(Ulid ulid) {

    public static WaveId next() {
        return new WaveId(Ulid.next());
    }

    /** @throws IllegalArgumentException if the text is not a ULID */
    public static WaveId parse(String text) {
        return new WaveId(Ulid.parse(text));
    }

    @Override
    public String toString() {
        return ulid.toString();
    }
}
