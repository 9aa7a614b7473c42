package io.hyperspace.provision;

import io.hyperspace.space.particle.ParticleRecord;

/**
 * A record as this Machine copied it.
 *
 * @param epoch what {@link RegistryView} counted of the record's changes before it was read; while that has not moved on,
 *     no change of the record has been answered
 */
public record Copy(ParticleRecord record, long epoch) {}
