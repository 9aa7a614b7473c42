package io.hyperspace.codec;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperspace.space.wave.Headers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Headers: {@code {"accept":["text/html"]}}; a single text in place of a list is taken too. What would end a line of
 * HTTP early is refused, for headers of a wave may become headers of a web response.
 */
final class HeadersForm {

    private static final int MAX_HEADERS = 256;

    private HeadersForm() {}

    static void write(FrameWriter out, Headers headers) throws IOException {
        out.map(headers.values().size());
        for (Map.Entry<String, List<String>> header : headers.values().entrySet()) {
            out.name(header.getKey());
            out.list(header.getValue().size());
            for (String value : header.getValue()) {
                out.text(value);
            }
            out.endList();
        }
        out.endMap();
    }

    static Headers read(@Nullable JsonNode node) {
        if (node == null || node.isEmpty()) {
            return Headers.NONE;
        }
        new FieldReader(node, "the headers");
        if (node.size() > MAX_HEADERS) {
            throw FieldReader.refused("a wave has at most " + MAX_HEADERS + " headers");
        }
        Map<String, List<String>> headers = new LinkedHashMap<>();
        node.properties().forEach(field -> headers.put(name(field.getKey()), values(field.getValue())));
        return new Headers(headers);
    }

    private static String name(String name) {
        if (name.isEmpty() || !name.chars().allMatch(HeadersForm::isToken)) {
            throw FieldReader.refused("'" + printable(name) + "' is not the name of a header");
        }
        return name;
    }

    private static List<String> values(JsonNode node) {
        List<String> values = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(value -> values.add(value(value)));
        } else {
            values.add(value(node));
        }
        return values;
    }

    private static String value(JsonNode node) {
        if (!node.isTextual()) {
            throw FieldReader.refused("the value of a header is a text, not " + FieldReader.sort(node));
        }
        String value = node.textValue();
        if (value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 127)) {
            throw FieldReader.refused("the value of a header holds no control characters");
        }
        return value;
    }

    /** The characters of a field name in RFC 9110, section 5.6.2. */
    private static boolean isToken(int c) {
        return (c >= '0' && c <= '9')
                || (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
