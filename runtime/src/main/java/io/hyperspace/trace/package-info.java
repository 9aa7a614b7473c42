/**
 * Records of the way of tracked waves: each layer that one passes leaves a record on its Machine, in memory and up to a
 * limit. Whoever embeds a Machine can be told of each record; operators gather those of one trace from all Machines.
 */
@NullMarked
package io.hyperspace.trace;

import org.jspecify.annotations.NullMarked;
