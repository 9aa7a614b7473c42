/** The driver of Bases, which hold other particles and group them. */
@NullMarked
package io.hyperspace.drivers.base;

import org.jspecify.annotations.NullMarked;
