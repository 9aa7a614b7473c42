/** Turns the tree into values: relative points, variables and kinds are looked up in a scope, once. */
@NullMarked
package io.hyperspace.space.language.resolve;

import org.jspecify.annotations.NullMarked;
