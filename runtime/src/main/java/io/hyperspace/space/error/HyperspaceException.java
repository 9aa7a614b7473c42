package io.hyperspace.space.error;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * What every refusal and failure that a user may meet is thrown as. A mistake in this project's own code is not one of
 * these: it stays whatever the JDK throws, and {@link #faultOf} reports it with status 500.
 */
public class HyperspaceException extends RuntimeException {

    private final transient Fault fault;

    public HyperspaceException(Fault fault) {
        this(fault, null);
    }

    public HyperspaceException(Fault fault, @Nullable Throwable cause) {
        super(fault.code() + ": " + fault.message(), cause);
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }

    public int status() {
        return fault.status();
    }

    /** The fault that a failure stands for; a failure that is not ours becomes 500 without its inner details. */
    public static Fault faultOf(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof HyperspaceException ours) {
            return ours.fault();
        }
        return Faults.internal();
    }
}
