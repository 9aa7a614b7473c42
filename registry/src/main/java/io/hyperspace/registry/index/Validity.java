package io.hyperspace.registry.index;

/** The time that a row holds for, in milliseconds since 1970 on the database's clock. */
final class Validity {

    /** The end of a row that still holds. */
    static final long OPEN = Long.MAX_VALUE;

    private Validity() {}
}
