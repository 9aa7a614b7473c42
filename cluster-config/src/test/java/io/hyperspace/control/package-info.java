/** Tests of the control server, and the small Machine that they and the command line's tests talk to. */
@NullMarked
package io.hyperspace.control;

import org.jspecify.annotations.NullMarked;
