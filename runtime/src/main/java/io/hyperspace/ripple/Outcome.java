package io.hyperspace.ripple;

import io.hyperspace.space.error.Fault;
import io.hyperspace.space.wave.WaveId;
import org.jspecify.annotations.Nullable;

/**
 * What became of a ripple, once it has been sent to all of its targets and nobody waits for an echo any more.
 *
 * @param ripple names it
 * @param targets how many particles it was for
 * @param sent how many waves left; fewer than targets when its deadline came first
 * @param answered echoes with a status below 400 that were waited for
 * @param failed other echoes that were waited for
 * @param unawaited waves whose echo nobody waited for: there were enough, or the time was up
 * @param omitted how many of those that answered or failed were not handed on, because the limits on echoes were reached
 * @param fault why it was not sent at all; null when it was
 */
public record Outcome(
        WaveId ripple,
        int targets,
        int sent,
        int answered,
        int failed,
        int unawaited,
        int omitted,
        @Nullable Fault fault) {

    /** A ripple that was not sent. */
    public static Outcome refused(WaveId ripple, Fault fault) {
        return new Outcome(ripple, 0, 0, 0, 0, 0, 0, fault);
    }
}
