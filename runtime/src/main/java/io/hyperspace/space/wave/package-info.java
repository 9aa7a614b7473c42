/** Waves, the messages between particles: directed ones go out, reflected ones come back. */
@NullMarked
package io.hyperspace.space.wave;

import org.jspecify.annotations.NullMarked;
