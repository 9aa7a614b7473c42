package io.hyperspace.registry.membership;

import com.typesafe.config.Config;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.pekko.event.EventStream;
import org.apache.pekko.remote.DeadlineFailureDetector;
import scala.concurrent.duration.FiniteDuration;

/**
 * Suspects another Machine that has been silent for {@code heartbeat-interval} and {@code acceptable-heartbeat-pause}
 * together, on a clock that stands still while this process does.
 *
 * <p>A process that was stopped, or had no processor for a while, finds at once that it has heard nothing of anyone for
 * long. By an ordinary clock it would suspect them all, while they suspect it. To the resolver that looks as if all could
 * hear one another only in part, and it would down healthy Machines, or everyone. So a gap between two looks at the clock
 * counts for {@code longest-gap} at most; the cluster looks every second.
 *
 * <p>The deadline is fixed, where Pekko's default learns from how irregular heartbeats have been: after a while of heavy
 * load that would take several times as long to see that a Machine has died.
 */
public final class SilenceDetector extends DeadlineFailureDetector {

    /** Pekko makes one by reflection for every Machine that this one watches. */
    public SilenceDetector(Config config, EventStream events) {
        this(config, () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
    }

    SilenceDetector(Config config, LongSupplier clock) {
        super(
                millis(config, "acceptable-heartbeat-pause"),
                millis(config, "heartbeat-interval"),
                new OwnTime(clock, config.getDuration("longest-gap").toMillis()));
    }

    private static FiniteDuration millis(Config config, String key) {
        return FiniteDuration.create(config.getDuration(key).toMillis(), TimeUnit.MILLISECONDS);
    }
}
