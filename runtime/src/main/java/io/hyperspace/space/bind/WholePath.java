package io.hyperspace.space.bind;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All the paths that a route asks for, its scopes' and its own in a row.
 *
 * @param parts outermost first
 * @param open whether whatever lies at or below the parts is taken, because the route has no path of its own
 */
public record WholePath(List<RoutePath> parts, boolean open) {

    private static final PathToken.Run REST = new PathToken.Run(CharClass.ALL, 0, true);

    /** @throws IllegalArgumentException if the parts make too large an expression, or name a group twice */
    public WholePath {
        parts = List.copyOf(parts);
        if (parts.size() > 1) {
            Map<String, Integer> names = new TreeMap<>();
            for (RoutePath part : parts) {
                for (String name : part.names().keySet()) {
                    if (names.putIfAbsent(name, 1) != null) {
                        throw new IllegalArgumentException("the group '" + name + "' is there twice");
                    }
                }
            }
            String refusal = PathGuard.refusal(expression(parts, open));
            if (!refusal.isEmpty()) {
                throw new IllegalArgumentException("with what is around it " + refusal);
            }
        }
    }

    /** The innermost part. */
    public RoutePath last() {
        return parts.get(parts.size() - 1);
    }

    /** How many groups there are in all. */
    public int groups() {
        return parts.stream().mapToInt(RoutePath::groups).sum();
    }

    /** The groups that have names, with their numbers counted over all parts. */
    public Map<String, Integer> names() {
        Map<String, Integer> names = new TreeMap<>();
        int before = 0;
        for (RoutePath part : parts) {
            for (Map.Entry<String, Integer> name : part.names().entrySet()) {
                names.put(name.getKey(), before + name.getValue());
            }
            before += part.groups();
        }
        return names;
    }

    /** The one expression that all of it is; it takes what a whole path must be. */
    public String expression() {
        return expression(parts, open);
    }

    private static String expression(List<RoutePath> parts, boolean open) {
        StringBuilder whole = new StringBuilder();
        for (RoutePath part : parts) {
            whole.append("(?:").append(part).append(')');
        }
        if (open) {
            whole.append(endsBelow(parts) ? "(?s:.*)" : "(?s:/.*)?");
        }
        return whole.toString();
    }

    /** Whether what follows the parts needs no {@code /} of its own. */
    private static boolean endsBelow(List<RoutePath> parts) {
        return parts.isEmpty() || parts.get(parts.size() - 1).toString().endsWith("/");
    }

    /** Reads all of it as far as it is plain. */
    PathShape shape() {
        PathShape shape = new PathShape();
        for (RoutePath part : parts) {
            shape.add(part.toString());
        }
        if (open) {
            shape.add(endsBelow(parts) ? REST : new PathToken.Below());
        }
        return shape;
    }

    /** How many steps RE2/J makes for a character of a wave's path, about; none when it is matched by hand. */
    public long steps() {
        return isByHand(shape()) ? 0 : PathGuard.size(expression());
    }

    private static boolean isByHand(PathShape shape) {
        return shape.isPlain() && PathMatcher.Plain.isCertain(shape.tokens());
    }

    /** What matches it: by hand where that is certain, else RE2/J. */
    PathMatcher matcher(PathShape shape) {
        return isByHand(shape)
                ? new PathMatcher.Plain(shape.tokens(), shape.groups())
                : new PathMatcher.Expression(Pattern.compile(expression()));
    }
}
