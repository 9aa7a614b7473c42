package io.hyperspace.overview;

import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.StarKind;
import java.util.List;

/**
 * A driver.
 *
 * @param name its name
 * @param kinds what it supports, in the order of their texts
 * @param home the kind of star that its particles live in
 * @param affinity which of those stars a new particle goes to, in lower case
 */
public record DriverReport(String name, List<Kind> kinds, StarKind home, String affinity) {
    public DriverReport {
        kinds = List.copyOf(kinds);
    }
}
