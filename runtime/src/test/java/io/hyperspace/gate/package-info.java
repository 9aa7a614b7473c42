/**
 * Stops Machines that run in this JVM: everything that a Machine does passes its gate, and stands still while that is
 * closed, as a process does that its operating system has stopped. Other modules' tests use it too.
 */
@NullMarked
package io.hyperspace.gate;

import org.jspecify.annotations.NullMarked;
