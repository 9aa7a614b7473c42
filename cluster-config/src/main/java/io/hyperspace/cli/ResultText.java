package io.hyperspace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperspace.control.CommandResult;
import java.util.Set;
import java.util.TreeSet;

/** Results as people read them: stubs one a line, the body of a pong, and JSON where there is nothing better. */
final class ResultText {

    private static final Set<String> STUB = Set.of("point", "kind", "status");
    private static final Set<String> GRANT = Set.of("id", "rule", "on", "to", "by");
    private static final Set<String> DELETED = Set.of("deleted", "count");
    private static final Set<String> GIVEN = Set.of("owner", "points");
    private static final Set<String> HISTORY = Set.of("events", "omitted");
    private static final Set<String> SENT = Set.of("id");
    private static final Set<String> RIPPLE =
            Set.of("ripple", "targets", "sent", "answered", "failed", "unawaited", "omitted", "echoes");
    private static final Set<String> PONG = Set.of("status", "headers", "body");
    private static final int CREATED = 201;

    private ResultText() {}

    /** The text, without a last line end unless the content has one; empty when there is nothing to say. */
    static String of(CommandResult result) {
        JsonNode node = result.result();
        if (isA(STUB, node)) {
            return result.status() == CREATED ? created(node) : stub(node);
        }
        if (isA(PONG, node)) {
            return body(node.path("body"));
        }
        if (isA(GRANT, node)) {
            return "granted " + text(node, "id") + ": " + text(node, "rule") + " on " + text(node, "on") + " to "
                    + text(node, "to");
        }
        if (isA(DELETED, node)) {
            return deleted(node);
        }
        if (isA(GIVEN, node)) {
            return given(node);
        }
        if (isA(HISTORY, node)) {
            return history(node);
        }
        if (isA(SENT, node)) {
            return "sent " + text(node, "id");
        }
        if (isA(RIPPLE, node)) {
            return ripple(node);
        }
        if (isA(TraceText.FIELDS, node)) {
            return TraceText.of(node);
        }
        return node.isArray() ? lines(node) : line(node);
    }

    /** The echoes, one a line, and what there is to say of those that are not among them. */
    private static String ripple(JsonNode ripple) {
        StringBuilder out = new StringBuilder();
        ripple.path("echoes").forEach(echo -> out.append(text(echo, "from"))
                .append("  ")
                .append(text(echo, "status"))
                .append("  ")
                .append(body(echo.path("body")).replace("\n", "\\n"))
                .append('\n'));
        if (ripple.path("targets").asInt() != ripple.path("answered").asInt() || out.isEmpty()) {
            out.append("(sent to ").append(text(ripple, "sent")).append(" of ").append(text(ripple, "targets"));
            out.append(": ").append(text(ripple, "answered")).append(" answered, ");
            out.append(text(ripple, "failed")).append(" failed, ");
            out.append(text(ripple, "unawaited")).append(" not awaited, ");
            out.append(text(ripple, "omitted")).append(" not shown)\n");
        }
        return out.toString();
    }

    private static String created(JsonNode stub) {
        String verb = text(stub, "kind").equals("Bundle") ? "published " : "created ";
        return verb + text(stub, "point") + "<" + text(stub, "kind") + ">";
    }

    private static String deleted(JsonNode deleted) {
        StringBuilder out = new StringBuilder();
        JsonNode points = deleted.path("deleted");
        points.forEach(point -> out.append("deleted ").append(point.asText()).append('\n'));
        long more = deleted.path("count").asLong() - points.size();
        return more > 0 ? out.append("and ").append(more).append(" more\n").toString() : out.toString();
    }

    private static String given(JsonNode given) {
        StringBuilder out = new StringBuilder();
        given.path("points").forEach(point -> out.append("gave ")
                .append(point.asText())
                .append(" to ")
                .append(text(given, "owner"))
                .append('\n'));
        return out.toString();
    }

    private static String history(JsonNode history) {
        StringBuilder out = new StringBuilder();
        long omitted = history.path("omitted").asLong();
        if (omitted > 0) {
            out.append(omitted).append(" earlier events are left out\n");
        }
        for (JsonNode event : history.path("events")) {
            out.append(text(event, "time")).append("  ").append(text(event, "event"));
            event.path("details").properties().forEach(detail -> out.append("  ")
                    .append(detail.getKey())
                    .append('=')
                    .append(detail.getValue().asText()));
            out.append('\n');
        }
        return out.toString();
    }

    private static String stub(JsonNode stub) {
        return text(stub, "point") + "<" + text(stub, "kind") + ">  " + text(stub, "status");
    }

    private static String lines(JsonNode array) {
        StringBuilder out = new StringBuilder();
        array.forEach(
                node -> out.append(isA(STUB, node) ? stub(node) : line(node)).append('\n'));
        return out.toString();
    }

    private static String line(JsonNode node) {
        String part = PartsText.line(node);
        return part == null ? value(node) : part;
    }

    /** What a substance holds; bytes are not for a terminal. */
    static String body(JsonNode body) {
        return switch (body.path("kind").asText()) {
            case "Empty" -> "";
            case "Err" -> text(body.path("value"), "message");
            case "Bin" -> "(" + decodedLength(body.path("value").asText()) + " bytes)";
            default -> value(body.path("value"));
        };
    }

    private static String value(JsonNode node) {
        if (node.isNull() || node.isMissingNode()) {
            return "";
        }
        return node.isValueNode() ? node.asText() : node.toPrettyString();
    }

    private static int decodedLength(String base64) {
        int padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
        return base64.length() / 4 * 3 - padding;
    }

    private static boolean isA(Set<String> fields, JsonNode node) {
        Set<String> names = new TreeSet<>();
        node.fieldNames().forEachRemaining(names::add);
        return node.isObject() && names.equals(fields);
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText();
    }
}
