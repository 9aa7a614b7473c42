/** A Machine: one JVM in a Hyperverse, what it is composed of, and how it starts and stops. */
@NullMarked
package io.hyperspace.machine;

import org.jspecify.annotations.NullMarked;
