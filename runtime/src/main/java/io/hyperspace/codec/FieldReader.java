package io.hyperspace.codec;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.HyperspaceException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one map in a frame. What is missing or of the wrong sort is refused with status 400 and the
 * field's name; nothing else is thrown, whatever the tree.
 */
final class FieldReader {

    private final JsonNode map;
    private final String what;

    /**
     * @param node the map
     * @param what what the map is called in messages, such as {@code a wave}
     */
    FieldReader(JsonNode node, String what) {
        if (!node.isObject()) {
            throw refused(what + " is a map, not " + sort(node));
        }
        this.map = node;
        this.what = what;
    }

    static HyperspaceException refused(String message) {
        return Faults.malformed(message).toException();
    }

    /** A value's sort as a person calls it. */
    static String sort(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "a list";
            case BINARY -> "bytes";
            case BOOLEAN -> "a boolean";
            case NUMBER -> "a number";
            case OBJECT, POJO -> "a map";
            case STRING -> "a text";
            case MISSING, NULL -> "nothing";
        };
    }

    @Nullable JsonNode optional(String field) {
        JsonNode node = map.get(field);
        return node == null || node.isNull() ? null : node;
    }

    JsonNode required(String field) {
        JsonNode node = optional(field);
        if (node == null) {
            throw refused(what + " needs the field '" + field + "'");
        }
        return node;
    }

    @Nullable String optionalText(String field) {
        JsonNode node = optional(field);
        return node == null ? null : asText(field, node);
    }

    String text(String field) {
        return asText(field, required(field));
    }

    /** A text that parses to a value. */
    <T> T parsed(String field, Function<String, T> parse) {
        String text = text(field);
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            throw refused("field '" + field + "' of " + what + ": " + e.getMessage());
        }
    }

    /** The elements of a list; none when the field is missing. */
    Iterable<JsonNode> list(String field) {
        JsonNode node = optional(field);
        if (node == null) {
            return List.of();
        }
        if (!node.isArray()) {
            throw refused("field '" + field + "' of " + what + " is a list, not " + sort(node));
        }
        return node;
    }

    long whole(String field) {
        return whole("field '" + field + "' of " + what, required(field));
    }

    int status(String field, int lowest) {
        long status = whole(field);
        if (status < lowest || status > 599) {
            throw refused("field '" + field + "' of " + what + " is " + lowest + " to 599, not " + status);
        }
        return (int) status;
    }

    static long whole(String name, JsonNode node) {
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw refused(name + " is a whole number of 64 bits");
        }
        return node.longValue();
    }

    private String asText(String field, JsonNode node) {
        return text("field '" + field + "' of " + what, node);
    }

    static String text(String name, JsonNode node) {
        if (!node.isTextual()) {
            throw refused(name + " is a text, not " + sort(node));
        }
        return node.textValue();
    }
}
