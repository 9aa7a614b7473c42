/** What a text says, with the span of every part, before anything is looked up: the one syntax tree. */
@NullMarked
package io.hyperspace.space.language.tree;

import org.jspecify.annotations.NullMarked;
