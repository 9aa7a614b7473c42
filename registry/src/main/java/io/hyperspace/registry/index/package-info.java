/**
 * The index of records and grants: rows that the journal writes in the transaction of each event, so that points are
 * resolved and selected without waking a directory. The journal stays the truth.
 */
@NullMarked
package io.hyperspace.registry.index;

import org.jspecify.annotations.NullMarked;
