/** Binds say which waves a particle takes, and the pipeline that each one travels. */
@NullMarked
package io.hyperspace.space.bind;

import org.jspecify.annotations.NullMarked;
