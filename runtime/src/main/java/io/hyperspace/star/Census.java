package io.hyperspace.star;

import io.hyperspace.overview.ParticleReport.Activity;
import io.hyperspace.overview.StarReport;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import org.jspecify.annotations.Nullable;

/** Counts what a gravity holds, for those who ask. */
final class Census {

    private Census() {}

    static Inspect.Inspected of(StarKey star, String machine, Particles particles, Adverts adverts, Inspect inspect) {
        int active = (int) particles.all().stream().filter(Held::isRunning).count();
        Point asked = inspect.particle();
        Held held = asked == null ? null : particles.at(asked);
        return new Inspect.Inspected(
                new StarReport(star, machine, particles.all().size(), active, adverts.living(), adverts.delay()),
                activity(held),
                held == null ? null : held.memory());
    }

    private static Activity activity(@Nullable Held held) {
        if (held == null) {
            return Activity.IDLE;
        }
        return switch (held.phase()) {
            case STARTING -> Activity.STARTING;
            case ACTIVE, CHECKING -> Activity.ACTIVE;
            case PASSIVATING, REPLACING, RELEASING, RELEASED, LEAVING -> Activity.STOPPING;
            case QUARANTINED -> Activity.QUARANTINED;
        };
    }
}
