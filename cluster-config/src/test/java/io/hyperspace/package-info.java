/** Tests of the entry point, with the control server's small Machine in the place of a whole one. */
@NullMarked
package io.hyperspace;

import org.jspecify.annotations.NullMarked;
