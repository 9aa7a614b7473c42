/** Holds the rules of the house: who may depend on whom, and how large a thing may grow. */
@NullMarked
package io.hyperspace.structure;

import org.jspecify.annotations.NullMarked;
