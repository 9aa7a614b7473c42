/** Reads tokens into the tree: one class for each area of the grammar, one method for each rule. */
@NullMarked
package io.hyperspace.space.language.parser;

import org.jspecify.annotations.NullMarked;
