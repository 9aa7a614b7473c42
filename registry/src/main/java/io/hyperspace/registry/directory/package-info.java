/**
 * Directories: the sharded, event-sourced entities that hold the records of a point's children, and so are the truth of
 * the Registry. Their events and snapshots are stored under names of their own, never Java's.
 */
@NullMarked
package io.hyperspace.registry.directory;

import org.jspecify.annotations.NullMarked;
