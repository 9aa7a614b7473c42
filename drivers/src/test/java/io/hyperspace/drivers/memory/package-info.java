/** A Registry, blobs and waves in memory, which keep their contracts, for tests of what stands on them. */
@NullMarked
package io.hyperspace.drivers.memory;

import org.jspecify.annotations.NullMarked;
