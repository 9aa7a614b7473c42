package io.hyperspace.drivers.mechtron.engine;

import io.hyperspace.space.error.Fault;
import org.jspecify.annotations.Nullable;

/**
 * Ends what a guest is doing. It passes through the guest's frames, which cannot catch it. It has no stack trace, for
 * guests cause it at will.
 */
public final class GuestTrap extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Why. */
    public enum Reason {
        /** The guest did something that cannot be done. */
        TRAP,
        /** Its thread was told to stop. */
        STOPPED,
        /** The host refused a call. */
        REFUSED
    }

    private final Reason reason;
    private final transient @Nullable Fault fault;

    private GuestTrap(Reason reason, String message, @Nullable Fault fault) {
        super(message, null, false, false);
        this.reason = reason;
        this.fault = fault;
    }

    public static GuestTrap trap(String message) {
        return new GuestTrap(Reason.TRAP, message, null);
    }

    public static GuestTrap stopped() {
        return new GuestTrap(Reason.STOPPED, "stopped", null);
    }

    /** The host refuses, and this is what the sender of the wave is told. */
    public static GuestTrap refused(Fault fault) {
        return new GuestTrap(Reason.REFUSED, fault.message(), fault);
    }

    public Reason reason() {
        return reason;
    }

    /** What the sender is told, when the host refused. */
    public @Nullable Fault fault() {
        return fault;
    }
}
