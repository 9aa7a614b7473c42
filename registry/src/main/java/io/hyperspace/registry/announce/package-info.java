/**
 * Tells every Machine what a change of the Registry makes doubtful, and knows when all of them have forgotten it: that is
 * what makes a revocation final.
 */
@NullMarked
package io.hyperspace.registry.announce;

import org.jspecify.annotations.NullMarked;
