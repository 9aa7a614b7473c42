package io.hyperspace.space.language.lexer;

import io.hyperspace.space.language.source.Span;

/**
 * A piece of a source.
 *
 * @param span where it stands, quotes and brackets included
 * @param text what it says: without quotes, escapes undone
 */
public record Token(Span span, String text) {
    public boolean isEmpty() {
        return text.isEmpty();
    }
}
