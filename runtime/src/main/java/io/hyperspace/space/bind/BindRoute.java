package io.hyperspace.space.bind;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.hyperspace.space.wave.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One route of a bind.
 *
 * @param method which methods it takes
 * @param path which paths it takes, anchored at both ends
 * @param pipeline what such a wave travels
 */
public record BindRoute(MethodPattern method, Pattern path, Pipeline pipeline) {

    Optional<RouteMatch> match(Method wanted, String wantedPath) {
        if (!method.matches(wanted)) {
            return Optional.empty();
        }
        Matcher matcher = path.matcher(wantedPath);
        return matcher.matches() ? Optional.of(new RouteMatch(this, captures(matcher))) : Optional.empty();
    }

    private Map<String, String> captures(Matcher matcher) {
        Map<String, String> captures = new HashMap<>();
        for (int i = 1; i <= matcher.groupCount(); i++) {
            put(captures, Integer.toString(i), matcher.group(i));
        }
        for (String name : path.namedGroups().keySet()) {
            put(captures, name, matcher.group(name));
        }
        return captures;
    }

    private static void put(Map<String, String> captures, String name, String value) {
        captures.put(name, value == null ? "" : value);
    }
}
