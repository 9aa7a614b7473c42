/**
 * Immutable content by its digest: rows of the database that all Machines share, and a bounded cache of files on each
 * Machine that is never believed without looking.
 */
@NullMarked
package io.hyperspace.registry.blob;

import org.jspecify.annotations.NullMarked;
