/** Lanes carry waves from a Machine to a star, numbered and acknowledged. */
@NullMarked
package io.hyperspace.lane;

import org.jspecify.annotations.NullMarked;
