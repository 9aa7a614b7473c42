package io.hyperspace.space.language.diagnostic;

import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.error.SpanRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with one text, gathered while it is read, so that one look shows all of it. Errors have codes that start
 * with {@code E}, warnings with {@code W}.
 */
public final class Diagnostics {

    /** How many errors a text may have before its rest is left unread; of warnings as many are kept. */
    public static final int MAX = 20;

    private static final Comparator<Fault> BY_PLACE = Comparator.comparing(
            Fault::span,
            Comparator.nullsFirst(Comparator.comparingInt(SpanRef::line).thenComparingInt(SpanRef::column)));

    private final List<Fault> errors = new ArrayList<>();
    private final List<Fault> warnings = new ArrayList<>();

    public void error(Fault fault) {
        errors.add(fault);
    }

    /** Keeps a warning, if there is room; else it is not even made, for a large text may have any number of them. */
    public void warn(Supplier<Fault> warning) {
        if (warnings.size() < MAX) {
            warnings.add(warning.get());
        }
    }

    /**
     * Runs a step; gives null and keeps the error when it ends in one. With all the errors that a text may have, no step
     * is run any more: what is wrong with a large text costs no more than what is wrong with a small one.
     */
    public <T> @Nullable T attempt(Supplier<@Nullable T> step) {
        if (isFull()) {
            return null;
        }
        try {
            return step.get();
        } catch (HyperspaceException e) {
            error(e.fault());
            return null;
        }
    }

    /** Whether there are so many errors that the rest is not worth reading. */
    public boolean isFull() {
        return errors.size() >= MAX;
    }

    public boolean hasErrors() {
        return !errors.isEmpty();
    }

    /** The errors in the order of their places, at most {@link #MAX}. */
    public List<Fault> errors() {
        return errors.stream().sorted(BY_PLACE).limit(MAX).toList();
    }

    /** The warnings in the order of their places, at most {@link #MAX}. */
    public List<Fault> warnings() {
        return warnings.stream().sorted(BY_PLACE).toList();
    }
}
