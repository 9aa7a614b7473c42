/** Mechtrons driven through their particle interface, by a context that keeps everything in memory. */
@NullMarked
package io.hyperspace.drivers.mechtron;

import org.jspecify.annotations.NullMarked;
