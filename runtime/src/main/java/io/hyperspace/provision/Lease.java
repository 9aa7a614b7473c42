package io.hyperspace.provision;

/**
 * Whether this Machine may act on its copies of the Registry. A Machine whose lease has run out may have missed a
 * change, so it lets no wave in until the lease is renewed.
 */
@FunctionalInterface
public interface Lease {

    /** For a Registry that no other Machine shares. */
    Lease ALWAYS = () -> true;

    /** Costs no more than a look at the clock, so that it may be asked for each wave. */
    boolean isHeld();

    /**
     * How often the lease had run out by the time it was renewed. It has grown before the lease is held again, so what was
     * copied before such a gap is told from what was copied after it.
     */
    default long lapses() {
        return 0;
    }
}
