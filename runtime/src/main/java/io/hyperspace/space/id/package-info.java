/** Identifiers that sort by the time of their making. */
@NullMarked
package io.hyperspace.space.id;

import org.jspecify.annotations.NullMarked;
