/** The drivers that every Hyperverse has, listed for whoever composes one. */
@NullMarked
package io.hyperspace.drivers;

import org.jspecify.annotations.NullMarked;
