/** Selectors pick particles by matching the hierarchy of segments and kinds that leads to each. */
@NullMarked
package io.hyperspace.space.selector;

import org.jspecify.annotations.NullMarked;
