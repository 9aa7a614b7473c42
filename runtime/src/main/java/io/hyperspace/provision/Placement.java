package io.hyperspace.provision;

import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.point.StarKey;

/** Picks the star that a particle is to live in. The Registry decides whether it does. */
@FunctionalInterface
public interface Placement {

    /**
     * The star for a particle that has none.
     *
     * @throws io.hyperspace.space.error.HyperspaceException with status 503 when no star takes its kind
     */
    StarKey pick(ParticleRecord record);
}
