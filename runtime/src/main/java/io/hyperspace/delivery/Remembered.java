package io.hyperspace.delivery;

import io.hyperspace.codec.Stored;
import io.hyperspace.space.wave.Reflected;
import io.hyperspace.space.wave.WaveId;

/**
 * A wave that a star has answered, as it is handed over to the star's next place.
 *
 * @param wave its id
 * @param answer what every further copy of it is answered
 * @param until when it is forgotten, in Unix milliseconds
 * @param durable whether it was durable
 */
public record Remembered(WaveId wave, Reflected answer, long until, boolean durable) implements Stored {}
