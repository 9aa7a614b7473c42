package io.hyperspace.star;

import io.hyperspace.codec.Stored;
import io.hyperspace.lane.GravityCommand;
import io.hyperspace.lane.StarCommand;
import io.hyperspace.overview.ParticleReport.Activity;
import io.hyperspace.overview.StarReport;
import io.hyperspace.space.point.Point;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * Asks a star how it is, and perhaps how one of its particles is.
 *
 * @param particle null when only the star is asked about
 */
public record Inspect(@Nullable Point particle, ActorRef<Inspected> replyTo)
        implements StarCommand, GravityCommand, Stored {

    /**
     * How a star is.
     *
     * @param activity the particle's; idle when none was asked about
     * @param memory what became of the particle's memory
     */
    public record Inspected(
            StarReport star, Activity activity, @Nullable String memory) implements Stored {}
}
