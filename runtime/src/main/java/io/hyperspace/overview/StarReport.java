package io.hyperspace.overview;

import io.hyperspace.space.point.StarKey;
import org.jspecify.annotations.Nullable;

/**
 * How a star is.
 *
 * @param star which one
 * @param machine the name of the Machine that it runs on; null when the star did not answer in time
 * @param held particles that it has anything to do with now: those that are active, starting, stopping or in quarantine
 * @param active those of them that run
 * @param living particles that live there, awake or not, as its adverts say; null when it does not know yet
 * @param delay milliseconds that a wave spends there, as its adverts say
 */
public record StarReport(
        StarKey star,
        @Nullable String machine,
        int held,
        int active,
        @Nullable Integer living,
        int delay) {

    /** A star that did not answer. */
    public static StarReport silent(StarKey star) {
        return new StarReport(star, null, 0, 0, null, 0);
    }

    public boolean isSilent() {
        return machine == null;
    }
}
