/** Machines in JVMs of their own, which are started, killed and held as an operating system does it. */
@NullMarked
package io.hyperspace.process;

import org.jspecify.annotations.NullMarked;
