/** Substances, the typed bodies of waves. */
@NullMarked
package io.hyperspace.space.substance;

import org.jspecify.annotations.NullMarked;
