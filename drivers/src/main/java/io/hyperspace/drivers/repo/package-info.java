/** The drivers of Repos and of the BundleSeries in them, where bundles are published. */
@NullMarked
package io.hyperspace.drivers.repo;

import org.jspecify.annotations.NullMarked;
