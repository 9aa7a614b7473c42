package io.hyperspace.space.language.source;

import io.hyperspace.space.error.SpanRef;

/**
 * A text to be read, with its name for diagnostics.
 *
 * @param name such as {@code command} or a file's name
 * @param text the whole text
 */
public record Source(String name, String text) {

    /** Line, column and length of a span; a span over several lines is cut at the end of its first. */
    public SpanRef ref(Span span) {
        int start = Math.min(span.start(), text.length());
        int lineStart = lineStart(start);
        int lineEnd = Math.max(start, lineEnd(start));
        int end = Math.min(Math.max(span.end(), start), lineEnd);
        int column = text.codePointCount(lineStart, start) + 1;
        int length = Math.max(1, text.codePointCount(start, end));
        return new SpanRef(name, lineNumber(start), column, length);
    }

    /** The line that an offset lies in, without its end. */
    public String line(int offset) {
        int at = Math.min(offset, text.length());
        int start = lineStart(at);
        return text.substring(start, Math.max(start, lineEnd(at)));
    }

    private int lineNumber(int offset) {
        int number = 1;
        for (int i = 0; i < offset; i++) {
            if (text.charAt(i) == '\n') {
                number++;
            }
        }
        return number;
    }

    private int lineStart(int offset) {
        return text.lastIndexOf('\n', offset - 1) + 1;
    }

    private int lineEnd(int offset) {
        int end = text.indexOf('\n', offset);
        int last = end < 0 ? text.length() : end;
        return last > 0 && text.charAt(last - 1) == '\r' ? last - 1 : last;
    }
}
