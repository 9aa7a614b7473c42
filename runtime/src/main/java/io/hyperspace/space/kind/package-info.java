/** Kinds say what a particle is, and which kind may hold which. */
@NullMarked
package io.hyperspace.space.kind;

import org.jspecify.annotations.NullMarked;
