/**
 * What the mechtron driver needs of a WebAssembly engine, and no more: modules, instances, their memory and calls in
 * both directions. Everything above this package is free of the engine that is in use.
 */
@NullMarked
package io.hyperspace.drivers.mechtron.engine;

import org.jspecify.annotations.NullMarked;
