/** Tests of the command line, in this process, against a control server with a small executor behind it. */
@NullMarked
package io.hyperspace.cli;

import org.jspecify.annotations.NullMarked;
