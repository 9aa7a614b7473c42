package io.hyperspace.space.language.source;

/**
 * A part of a source.
 *
 * @param start the first char
 * @param end the char behind the last
 */
public record Span(int start, int end) {

    public Span {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("not a span: " + start + " to " + end);
        }
    }

    /** From the start of this span to the end of another. */
    public Span to(Span last) {
        return new Span(start, Math.max(end, last.end));
    }

    public Span part(int from, int to) {
        return new Span(Math.min(end, start + from), Math.min(end, start + to));
    }
}
