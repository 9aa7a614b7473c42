package io.hyperspace.provision;

import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.point.StarKey;
import java.util.concurrent.CompletionStage;

/** Picks the star that a particle is to live in. The Registry decides whether it does. */
@FunctionalInterface
public interface Placement {

    /**
     * The star for a particle that has none.
     *
     * @return fails with 503 when no star takes its kind, or none is known in time that does
     */
    CompletionStage<StarKey> pick(ParticleRecord record);
}
