/** Cuts a source into tokens. What a token may hold depends on where it stands, so a parser asks for the sort it needs. */
@NullMarked
package io.hyperspace.space.language.lexer;

import org.jspecify.annotations.NullMarked;
