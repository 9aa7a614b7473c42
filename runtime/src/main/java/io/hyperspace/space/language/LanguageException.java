package io.hyperspace.space.language;

import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.HyperspaceException;
import java.util.List;

/** A text that is not as it should be, with all that is wrong with it. */
public final class LanguageException extends HyperspaceException {

    private final transient List<Fault> faults;

    private final transient List<Fault> warnings;

    LanguageException(List<Fault> faults, List<Fault> warnings) {
        super(faults.get(0));
        this.faults = List.copyOf(faults);
        this.warnings = List.copyOf(warnings);
    }

    /** All faults in the order of the text, at least one; {@link #fault()} is the first. */
    public List<Fault> faults() {
        return faults;
    }

    /** What there was to be warned of besides, with codes that start with {@code W}. */
    public List<Fault> warnings() {
        return warnings;
    }
}
