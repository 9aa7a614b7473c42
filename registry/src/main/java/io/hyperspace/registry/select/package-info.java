/**
 * Selects: pages of stubs from the index, now or as of a time, without what the agent may not see; and for how long the
 * past is kept.
 */
@NullMarked
package io.hyperspace.registry.select;

import org.jspecify.annotations.NullMarked;
