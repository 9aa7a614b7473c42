/** The Space language: from source text through lexer, parser and tree to resolved values, with diagnostics. */
@NullMarked
package io.hyperspace.space.language;

import org.jspecify.annotations.NullMarked;
