package io.hyperspace.space.fuzz;

import io.hyperspace.space.bind.Bind;
import io.hyperspace.space.error.Fault;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a reading shows of the language: which messages, and which sorts of values in which places. */
final class Features {

    private static final int MAX_DEPTH = 20;
    private static final int MAX_FEATURES = 2_000;
    private static final Pattern DETAILS = Pattern.compile("'.*'|\\d+|U\\+[0-9A-F]+|known here: .*|in scope: .*");

    private final Set<String> found = new TreeSet<>();

    private Features() {}

    static Set<String> of(Reading reading) {
        Features features = new Features();
        if (reading.value() != null) {
            features.add("value", reading.value(), 0);
        }
        for (Fault fault : reading.faults()) {
            features.found.add(fault.code() + " " + plain(fault.message()));
            fault.help().forEach(help -> features.found.add(fault.code() + " help " + plain(help)));
        }
        features.found.add("faults " + Math.min(20, reading.faults().size()));
        return features.found;
    }

    private static String plain(String message) {
        return DETAILS.matcher(message).replaceAll("…");
    }

    private void add(String place, @Nullable Object value, int depth) {
        if (depth > MAX_DEPTH || found.size() > MAX_FEATURES) {
            return;
        }
        if (value instanceof Collection<?> many) {
            found.add(place + " of " + Math.min(3, many.size()));
            many.forEach(one -> add(place, one, depth + 1));
        } else if (value instanceof Map<?, ?> map) {
            add(place, map.values(), depth);
        } else if (value instanceof Bind bind) {
            add(place, bind.scopes(), depth);
        } else if (value instanceof Enum<?> one) {
            found.add(place + " " + one.name());
        } else {
            found.add(
                    place + " " + (value == null ? "nothing" : value.getClass().getSimpleName()));
            parts(value, depth);
        }
    }

    private void parts(@Nullable Object value, int depth) {
        if (value instanceof Record one) {
            for (RecordComponent part : one.getClass().getRecordComponents()) {
                String place = one.getClass().getSimpleName() + "." + part.getName();
                add(place, Accessors.get(part, one), depth + 1);
            }
        }
    }

    /** Reads the parts of records. */
    private static final class Accessors {

        private Accessors() {}

        static @Nullable Object get(RecordComponent part, Record one) {
            try {
                part.getAccessor().setAccessible(true);
                return part.getAccessor().invoke(one);
            } catch (ReflectiveOperationException e) {
                throw new LinkageError("a part of a record can be read", e);
            }
        }
    }
}
