/** The driver of Artifacts, the immutable files of bundles, served by digest. */
@NullMarked
package io.hyperspace.drivers.artifact;

import org.jspecify.annotations.NullMarked;
