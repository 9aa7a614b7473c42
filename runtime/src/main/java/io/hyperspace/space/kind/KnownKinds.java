package io.hyperspace.space.kind;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * The kinds that a reader of texts knows, and what it makes of another.
 *
 * @param kinds those that are known; one without a specific stands for itself with any
 * @param unknown what becomes of a well-formed kind that is not among them
 */
public record KnownKinds(Set<Kind> kinds, Unknown unknown) {

    /** Every well-formed kind is good. */
    public static final KnownKinds ANY = new KnownKinds(Set.of(), Unknown.TAKEN);

    /** What becomes of a kind that is not known. */
    public enum Unknown {
        TAKEN,
        /** Taken with a warning, for where it will be used it may be known. */
        WARNED,
        REFUSED
    }

    public KnownKinds {
        kinds = Set.copyOf(kinds);
    }

    /** Where only these kinds are good. */
    public static KnownKinds only(Collection<Kind> kinds) {
        return new KnownKinds(Set.copyOf(kinds), Unknown.REFUSED);
    }

    /** Where these kinds are expected and others are warned of. */
    public static KnownKinds expected(Collection<Kind> kinds) {
        return new KnownKinds(Set.copyOf(kinds), Unknown.WARNED);
    }

    public boolean knows(Kind kind) {
        return unknown == Unknown.TAKEN
                || kinds.contains(kind)
                || kinds.contains(new Kind(kind.base(), kind.sub(), null));
    }

    /** The texts of the known kinds, sorted. */
    public Collection<String> names() {
        Set<String> names = new TreeSet<>();
        kinds.forEach(kind -> names.add(kind.toString()));
        return names;
    }
}
