/** The driver of Spaces, the top of everything an application owns; a Space's bind routes what comes from the web. */
@NullMarked
package io.hyperspace.drivers.space;

import org.jspecify.annotations.NullMarked;
