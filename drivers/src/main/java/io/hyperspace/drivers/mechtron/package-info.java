/**
 * Mechtrons: WebAssembly guests that are particles. Here are their driver, the native guest ABI, the threads that guests
 * run on, and the limits that hold for them.
 */
@NullMarked
package io.hyperspace.drivers.mechtron;

import org.jspecify.annotations.NullMarked;
