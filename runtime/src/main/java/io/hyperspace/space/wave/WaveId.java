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

    /**
     * The id of the n-th wave that follows from this one: the same each time, so that who does the same again after a
     * failure says it under the same ids.
     */
    public WaveId derived(int n) {
        long mixed = ulid.low() + n * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return new WaveId(new Ulid(ulid.high(), mixed ^ (mixed >>> 31)));
    }

    @Override
    public String toString() {
        return ulid.toString();
    }
}
