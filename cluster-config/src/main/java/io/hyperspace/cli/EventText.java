package io.hyperspace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperspace.space.text.Visible;

/** Events as people read them, one a line. */
final class EventText {

    private EventText() {}

    static String of(JsonNode event) {
        String name = text(event, "event");
        StringBuilder out = new StringBuilder(name);
        if (event.has("point")) {
            out.append("  ").append(text(event, "point"));
        }
        if (event.has("kind")) {
            out.append('<').append(text(event, "kind")).append(">  ").append(text(event, "status"));
        }
        event.path("properties").properties().forEach(property -> {
            boolean isGone = property.getValue().isNull();
            out.append(isGone ? "  !" : "  +").append(property.getKey());
            out.append(isGone ? "" : "=" + line(property.getValue().asText()));
        });
        if (name.equals("ripple")) {
            out.append("  from ").append(text(event, "from")).append("  ").append(text(event, "method"));
            out.append(text(event, "uri")).append("  ").append(line(ResultText.body(event.path("body"))));
        }
        return out.toString();
    }

    /** What has several lines is told in one, and nobody's text tells the terminal what to do. */
    private static String line(String text) {
        StringBuilder out = new StringBuilder();
        text.replace("\r", "\\r").replace("\n", "\\n").codePoints().forEach(c -> out.append(Visible.of(c)));
        return out.toString();
    }

    private static String text(JsonNode event, String field) {
        return event.path(field).asText();
    }
}
