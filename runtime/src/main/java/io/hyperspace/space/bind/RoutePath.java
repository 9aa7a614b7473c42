package io.hyperspace.space.bind;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A path expression as a bind has it: RE2's syntax, anchored at both ends. It prints as it is written, and is what its text
 * is.
 */
public final class RoutePath {

    private final String text;
    private final int groups;
    private final Map<String, Integer> names;

    /**
     * @param text starts with {@code /} and holds no white space
     * @throws IllegalArgumentException if the text is no such expression, or one that would grow too large; the message
     *     says why
     */
    public RoutePath(String text) {
        if (!text.startsWith("/") || text.chars().anyMatch(c -> c <= ' ')) {
            throw new IllegalArgumentException("a path starts with '/' and holds no white space");
        }
        String refusal = PathGuard.refusal(text);
        if (!refusal.isEmpty()) {
            throw new IllegalArgumentException(refusal);
        }
        PathShape shape = new PathShape();
        shape.add(text);
        this.text = text;
        if (shape.isPlain()) {
            this.groups = shape.groups();
            this.names = Map.copyOf(shape.names());
        } else {
            Pattern pattern = compile(text);
            this.groups = pattern.groupCount();
            this.names = Map.copyOf(pattern.namedGroups());
        }
    }

    private static Pattern compile(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(e.getDescription(), e);
        }
    }

    /** How many groups it captures, with names or not. */
    public int groups() {
        return groups;
    }

    /** The groups that have names, with their numbers from 1. */
    public Map<String, Integer> names() {
        return names;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RoutePath path && text.equals(path.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
