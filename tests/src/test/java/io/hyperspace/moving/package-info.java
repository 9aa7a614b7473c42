/** Particles and stars that move while waves are on their way to them. */
@NullMarked
package io.hyperspace.moving;

import org.jspecify.annotations.NullMarked;
