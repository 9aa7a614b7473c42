package io.hyperspace.space.language;

import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.HyperspaceException;
import java.util.List;

/** A text that is not as it should be, with all that is wrong with it. */
public final class LanguageException extends HyperspaceException {

    private final transient List<Fault> faults;

    LanguageException(List<Fault> faults) {
        super(faults.get(0));
        this.faults = List.copyOf(faults);
    }

    /** All faults in the order of the text, at least one; {@link #fault()} is the first. */
    public List<Fault> faults() {
        return faults;
    }
}
