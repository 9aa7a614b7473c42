package io.hyperspace.registry.directory;

import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.security.Agent;
import org.jspecify.annotations.Nullable;

/**
 * What entries have in common with those beside them: most children of a point are of one kind, belong to one owner and have
 * the same bind. Each comes off the wire as an object of its own; here it is taken for the one that was met lately, so that
 * thousands of entries share it.
 *
 * <p>An object is simply replaced by another. They are immutable, so it does not matter when a thread sees that.
 */
final class Neighbours<T> {

    static final Neighbours<Kind> KINDS = new Neighbours<>();
    static final Neighbours<Agent> OWNERS = new Neighbours<>();
    static final Neighbours<StarKey> STARS = new Neighbours<>();
    static final Neighbours<Entry.Value> VALUES = new Neighbours<>();

    /** How many are kept at most; a power of two. */
    static final int MAX = 256;

    private final @Nullable Object[] met = new @Nullable Object[MAX];

    private Neighbours() {}

    /** An equal object that was met lately, or else this one, which is met now. */
    T same(T value) {
        int hash = value.hashCode();
        int slot = (hash ^ (hash >>> 16)) & (MAX - 1);
        Object known = met[slot];
        if (value.equals(known)) {
            @SuppressWarnings("unchecked") // only what this method was given is in there
            T equal = (T) known;
            return equal;
        }
        met[slot] = value;
        return value;
    }
}
