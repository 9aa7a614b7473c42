package io.hyperspace.space.wave;

import io.hyperspace.space.substance.Substance;

/** A message of a Hyperverse. */
public sealed interface Wave permits Directed, Reflected {

    WaveId id();

    Headers headers();

    Substance body();
}
