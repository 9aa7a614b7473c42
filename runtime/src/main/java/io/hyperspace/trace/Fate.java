package io.hyperspace.trace;

import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.substance.Substance;
import org.jspecify.annotations.Nullable;

/**
 * What became of a wave at a layer. Nothing of a body is in it: of a fault only the code, for a message may quote what was sent.
 *
 * @param status the status that it answers with, 0 when the wave goes on
 * @param code why it was refused, as the sender is told it; null when it was not
 * @param nanos how long it took, -1 where that says nothing
 * @param detail what else there is to say, null for nothing
 */
public record Fate(
        int status,
        @Nullable String code,
        long nanos,
        @Nullable String detail) {

    /** The wave goes on. */
    public static final Fate PASSED = new Fate(0, null, -1, null);

    private static final int MAX_DETAIL = 200;
    private static final int MAX_CODE = 16;

    public Fate {
        if (code != null && code.length() > MAX_CODE) {
            code = code.substring(0, MAX_CODE - 1) + "…";
        }
        if (detail != null && detail.length() > MAX_DETAIL) {
            detail = detail.substring(0, MAX_DETAIL - 1) + "…";
        }
    }

    /** A refusal. */
    public static Fate of(Fault fault) {
        return new Fate(fault.status(), fault.code(), -1, null);
    }

    /** An answer; of its body only a fault's code is kept. */
    public static Fate of(int status, Substance body) {
        return new Fate(status, body instanceof Substance.Err err ? err.value().code() : null, -1, null);
    }

    /** What failed. */
    public static Fate of(Throwable failure) {
        return of(HyperspaceException.faultOf(failure));
    }

    /** The wave goes on, and there is something to say of how. */
    public static Fate passed(String detail) {
        return new Fate(0, null, -1, detail);
    }

    /** The same, since a moment of {@link System#nanoTime}. */
    public Fate since(long begun) {
        return new Fate(status, code, Math.max(0, System.nanoTime() - begun), detail);
    }
}
