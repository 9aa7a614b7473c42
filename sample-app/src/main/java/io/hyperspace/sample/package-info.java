/** A guest book: a small real application that embeds a Hyperverse and lives in a bundle. */
@NullMarked
package io.hyperspace.sample;

import org.jspecify.annotations.NullMarked;
