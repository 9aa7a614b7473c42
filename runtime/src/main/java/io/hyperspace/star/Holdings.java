package io.hyperspace.star;

import io.hyperspace.space.particle.ParticleRecord;

/** Where gravity notes that the star holds a particle. Losing the last notes is harmless: the Registry decides. */
@FunctionalInterface
interface Holdings {
    void hold(ParticleRecord record);
}
