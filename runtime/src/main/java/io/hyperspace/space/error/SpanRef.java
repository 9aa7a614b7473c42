package io.hyperspace.space.error;

import java.util.Objects;

/**
 * Where in a text something is wrong.
 *
 * @param source what the text is called, such as {@code command} or a file's name
 * @param line the line, from 1
 * @param column the column in code points, from 1
 * @param length how many code points are meant, at least 1
 */
public record SpanRef(String source, int line, int column, int length) {

    public SpanRef {
        Objects.requireNonNull(source, "source");
        if (line < 1 || column < 1 || length < 1) {
            throw new IllegalArgumentException("a span starts at 1:1 and is not empty");
        }
    }

    @Override
    public String toString() {
        return source + ":" + line + ":" + column;
    }
}
