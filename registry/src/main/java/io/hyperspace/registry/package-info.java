/**
 * The Registry, event-sourced: the entry that the rest of a Machine calls, and what a new Hyperverse starts with. How
 * directories, index, journal and security work is in the packages below.
 */
@NullMarked
package io.hyperspace.registry;

import org.jspecify.annotations.NullMarked;
