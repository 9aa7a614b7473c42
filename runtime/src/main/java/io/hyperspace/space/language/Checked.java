package io.hyperspace.space.language;

import io.hyperspace.space.error.Fault;
import java.util.List;

/**
 * A value that was read without error.
 *
 * @param warnings what may be meant otherwise, with codes that start with {@code W}
 */
public record Checked<T>(T value, List<Fault> warnings) {
    public Checked {
        warnings = List.copyOf(warnings);
    }
}
