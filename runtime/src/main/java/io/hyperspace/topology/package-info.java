/**
 * Which lanes there are between stars, and which path a wave takes over them. A Hyperverse declares it and every Machine has
 * the same; plain values that know nothing of actors.
 */
@NullMarked
package io.hyperspace.topology;

import org.jspecify.annotations.NullMarked;
