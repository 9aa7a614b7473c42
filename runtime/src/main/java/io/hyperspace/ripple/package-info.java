/**
 * Ripples: one wave to all that a selector picks. Each target gets a wave of its own by the ordinary way, so order, security
 * and handling are those of any wave; what comes back is gathered on the sender's Machine.
 */
@NullMarked
package io.hyperspace.ripple;

import org.jspecify.annotations.NullMarked;
