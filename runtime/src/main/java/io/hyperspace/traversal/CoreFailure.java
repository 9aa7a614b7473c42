package io.hyperspace.traversal;

import io.hyperspace.space.point.Point;

/**
 * Ends the actor of a particle whose core threw something. It has no trace of its own, so the actor system logs it in a
 * line: the trace of a particle that fails in a loop costs its neighbours more than the particle does.
 */
public final class CoreFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient RuntimeException reason;

    CoreFailure(Point point, RuntimeException reason) {
        super("'" + point + "' has failed: " + reason, null, false, false);
        this.reason = reason;
    }

    /** What the core threw, or whatever else ended a particle's actor. */
    public static Throwable reasonOf(Throwable failure) {
        return failure instanceof CoreFailure core ? core.reason : failure;
    }
}
