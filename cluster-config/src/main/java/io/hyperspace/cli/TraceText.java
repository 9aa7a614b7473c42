package io.hyperspace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A trace as people read it: a record a line, in order of time, with the time since the first. A wave that was sent because
 * of another stands further to the right.
 */
final class TraceText {

    static final Set<String> FIELDS = Set.of("trace", "records", "more", "silent");

    private static final double NANOS = 1e6;

    private final JsonNode trace;
    private final Map<String, String> parents = new HashMap<>();

    private TraceText(JsonNode trace) {
        this.trace = trace;
        trace.path("records").forEach(record -> {
            if (record.has("parent")) {
                parents.put(text(record, "span"), text(record, "parent"));
            }
        });
    }

    static String of(JsonNode trace) {
        return new TraceText(trace).lines();
    }

    private String lines() {
        StringBuilder out =
                new StringBuilder("trace ").append(text(trace, "trace")).append('\n');
        JsonNode records = trace.path("records");
        if (!records.isEmpty()) {
            Instant begun = Instant.parse(text(records.get(0), "time"));
            records.forEach(record -> out.append(line(record, begun)).append('\n'));
        }
        if (trace.path("more").asBoolean()) {
            out.append("(there are more records than are shown)\n");
        }
        trace.path("silent")
                .forEach(machine -> out.append("(").append(machine.asText()).append(" did not answer)\n"));
        return out.toString();
    }

    private String line(JsonNode record, Instant begun) {
        Duration since = Duration.between(begun, Instant.parse(text(record, "time")));
        List<String> parts = new ArrayList<>();
        parts.add(millis(since.toNanos()) + "  " + "  ".repeat(depth(record)) + text(record, "layer"));
        parts.add("on " + text(record, "machine"));
        for (String name : List.of("point", "star", "detail", "status", "code")) {
            if (record.has(name)) {
                parts.add(text(record, name));
            }
        }
        if (record.has("number")) {
            parts.add("#" + text(record, "number"));
        }
        if (record.has("nanos")) {
            parts.add("took" + millis(record.path("nanos").asLong()));
        }
        return String.join("  ", parts);
    }

    /** How many waves it was sent because of, one because of the other, as far as is known. */
    private int depth(JsonNode record) {
        Set<String> seen = new HashSet<>();
        for (String span = text(record, "span"); parents.containsKey(span) && seen.add(span); ) {
            span = parents.get(span);
        }
        return seen.size();
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%9.3f ms", nanos / NANOS);
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText();
    }
}
