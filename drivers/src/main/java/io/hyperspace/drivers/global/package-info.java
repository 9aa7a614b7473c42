/** The driver of the particles that every Machine knows: the executor, which runs command lines, and the registry. */
@NullMarked
package io.hyperspace.drivers.global;

import org.jspecify.annotations.NullMarked;
