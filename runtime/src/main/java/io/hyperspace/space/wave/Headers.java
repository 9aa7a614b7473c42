package io.hyperspace.space.wave;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a wave: names in lower case, each with one value or more.
 *
 * @param values unmodifiable, in the order they were given
 */
public record Headers(Map<String, List<String>> values) {

    public static final Headers NONE = new Headers(Map.of());

    public Headers {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        values.forEach((name, list) -> copy.put(name.toLowerCase(Locale.ROOT), List.copyOf(list)));
        values = java.util.Collections.unmodifiableMap(copy);
    }

    public static Headers of(String name, String value) {
        return new Headers(Map.of(name, List.of(value)));
    }

    /** The first value of a header, or null. */
    public @Nullable String first(String name) {
        List<String> list = values.get(name.toLowerCase(Locale.ROOT));
        return list == null || list.isEmpty() ? null : list.get(0);
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }
}
