/**
 * The one database of a Hyperverse: opening and migrating it, fencing the Machines that had it before, and the bounded
 * threads on which blocking work with it is done.
 */
@NullMarked
package io.hyperspace.registry.database;

import org.jspecify.annotations.NullMarked;
