/** The driver of Bundles, and how one is published: a zip is read within limits, checked whole, and then stored. */
@NullMarked
package io.hyperspace.drivers.bundle;

import org.jspecify.annotations.NullMarked;
