/** The way of a wave at its target: field, shell and core, called in turn inside the particle's actor. */
@NullMarked
package io.hyperspace.traversal;

import org.jspecify.annotations.NullMarked;
