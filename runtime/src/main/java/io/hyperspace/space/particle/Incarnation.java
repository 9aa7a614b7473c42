package io.hyperspace.space.particle;

import io.hyperspace.space.id.Ulid;

/** Names one registration of a point; a point that is deleted and created again has another. */
public record Incarnation(Ulid ulid) {

    public static Incarnation next() {
        return new Incarnation(Ulid.next());
    }

    /** Names a registration that comes after another one. */
    public static Incarnation nextAfter(Incarnation other) {
        return new Incarnation(Ulid.nextAfter(other.ulid()));
    }

    /** @throws IllegalArgumentException if the text is not a ULID */
    public static Incarnation parse(String text) {
        return new Incarnation(Ulid.parse(text));
    }

    @Override
    public String toString() {
        return ulid.toString();
    }
}
