/**
 * Waves that survive more than memory: who keeps them at the sender until they are answered, and who tells a repeated
 * one from a new one at the target.
 */
@NullMarked
package io.hyperspace.delivery;

import org.jspecify.annotations.NullMarked;
