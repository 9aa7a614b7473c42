package io.hyperspace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the Hyperverse is made of, one part a line; known by the fields of its object. */
final class PartsText {

    private static final Map<Set<String>, Function<JsonNode, String>> LINES = Map.of(
            Set.of("star", "machine", "state", "held", "active", "living", "delay"), PartsText::star,
            Set.of("machine", "star", "state", "epoch", "through", "unadmitted", "waiting", "window"), PartsText::lane,
            Set.of("machine", "address", "state", "lease", "draining", "takes", "stars"), PartsText::machine,
            Set.of("driver", "home", "affinity", "kinds"), PartsText::driver,
            Set.of("kind", "driver"), PartsText::kind,
            Set.of(
                            "point",
                            "kind",
                            "status",
                            "incarnation",
                            "revision",
                            "owner",
                            "star",
                            "epoch",
                            "machine",
                            "activity",
                            "memory"),
                    PartsText::particle);

    private PartsText() {}

    /** The line of a part, or null for what is none. */
    static @Nullable String line(JsonNode node) {
        Set<String> names = new TreeSet<>();
        node.fieldNames().forEachRemaining(names::add);
        Function<JsonNode, String> line = node.isObject() ? LINES.get(names) : null;
        return line == null ? null : line.apply(node);
    }

    private static String star(JsonNode star) {
        return text(star, "state").equals("silent")
                ? text(star, "star") + "  silent"
                : text(star, "star") + "  on " + text(star, "machine") + "  holds " + text(star, "held") + "  active "
                        + text(star, "active") + "  living " + number(star, "living") + "  delay "
                        + number(star, "delay") + " ms";
    }

    private static String lane(JsonNode lane) {
        if (text(lane, "state").equals("silent")) {
            return text(lane, "machine") + "  silent";
        }
        StringBuilder relays = new StringBuilder();
        lane.path("through").forEach(star -> relays.append(star.asText()).append(" -> "));
        return text(lane, "machine") + " -> " + relays + text(lane, "star") + "  " + text(lane, "state") + "  epoch "
                + text(lane, "epoch") + "  unadmitted " + text(lane, "unadmitted") + "  waiting "
                + text(lane, "waiting") + "  of " + text(lane, "window");
    }

    private static String machine(JsonNode machine) {
        String lease = machine.path("lease").isNull() ? "not needed" : text(machine, "lease") + " ms";
        return text(machine, "machine") + "  " + text(machine, "state")
                + (machine.path("draining").asBoolean() ? "  draining" : "") + "  " + text(machine, "address")
                + "  lease " + lease + "  stars " + text(machine, "stars") + "  takes "
                + joined(machine.path("takes"));
    }

    private static String driver(JsonNode driver) {
        return text(driver, "driver") + "  " + text(driver, "home") + "  " + text(driver, "affinity") + "  "
                + joined(driver.path("kinds"));
    }

    private static String kind(JsonNode kind) {
        return text(kind, "kind") + "  " + text(kind, "driver");
    }

    private static String particle(JsonNode particle) {
        StringBuilder out = new StringBuilder();
        out.append(text(particle, "point"))
                .append('<')
                .append(text(particle, "kind"))
                .append(">  ");
        out.append(text(particle, "status"))
                .append("  ")
                .append(text(particle, "activity"))
                .append('\n');
        boolean placed = !particle.path("star").isNull();
        String machine = particle.path("machine").isNull() ? "" : " on " + text(particle, "machine");
        out.append("  lives in ")
                .append(
                        placed
                                ? text(particle, "star") + machine + ", epoch " + text(particle, "epoch")
                                : "no star yet")
                .append('\n');
        out.append("  incarnation ").append(text(particle, "incarnation"));
        out.append(", revision ").append(text(particle, "revision")).append('\n');
        out.append("  owner ").append(text(particle, "owner")).append('\n');
        if (!particle.path("memory").isNull()) {
            out.append("  memory ").append(text(particle, "memory")).append('\n');
        }
        return out.toString();
    }

    private static String joined(JsonNode array) {
        List<String> all = new ArrayList<>();
        array.forEach(node -> all.add(node.asText()));
        return all.isEmpty() ? "nothing" : String.join(", ", all);
    }

    /** What a star that has just started does not know yet is a question mark. */
    private static String number(JsonNode node, String field) {
        return node.path(field).isNumber() ? text(node, field) : "?";
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText();
    }
}
