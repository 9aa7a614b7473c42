/**
 * The journal as every persistent actor of a Machine uses it: one transaction stores events, checks that this Machine
 * may still write, and keeps the index. It hands the Machine's one pool to the persistence plugins.
 */
@NullMarked
package io.hyperspace.registry.journal;

import org.jspecify.annotations.NullMarked;
