package io.hyperspace.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.SpanRef;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fault as the control API shows it: {@code {"code","message","span":{"source","line","column","length"},"help":[…],
 * "excerpt"}}. The status stands beside it. Span and excerpt are left out when there is none.
 */
public final class FaultJson {

    private FaultJson() {}

    public static ObjectNode write(Fault fault) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("code", fault.code()).put("message", fault.message());
        SpanRef span = fault.span();
        if (span != null) {
            node.putObject("span")
                    .put("source", span.source())
                    .put("line", span.line())
                    .put("column", span.column())
                    .put("length", span.length());
        }
        ArrayNode help = node.putArray("help");
        fault.help().forEach(help::add);
        if (fault.excerpt() != null) {
            node.put("excerpt", fault.excerpt());
        }
        return node;
    }

    /** @throws IllegalArgumentException if the node is not an error of this form */
    public static Fault read(int status, JsonNode node) {
        List<String> help = new ArrayList<>();
        node.path("help").forEach(line -> help.add(line.asText()));
        JsonNode excerpt = node.path("excerpt");
        return new Fault(
                status,
                text(node, "code"),
                text(node, "message"),
                span(node.path("span")),
                help,
                excerpt.isTextual() ? excerpt.textValue() : null);
    }

    private static @Nullable SpanRef span(JsonNode node) {
        return node.isObject()
                ? new SpanRef(
                        text(node, "source"),
                        node.path("line").asInt(),
                        node.path("column").asInt(),
                        node.path("length").asInt())
                : null;
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("an error has a text '" + field + "'");
        }
        return value.textValue();
    }
}
