package io.hyperspace.drivers.content;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hyperspace.codec.SpaceJson;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.particle.Stub;
import io.hyperspace.space.substance.Substance;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.TreeMap;

/** Substances and faults as the JSON that people and programs outside read. */
public final class PlainJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private PlainJson() {}

    /** The natural JSON of a substance: text a string, JSON itself, bytes base64, nothing null. */
    public static JsonNode of(Substance body) {
        if (body instanceof Substance.Json json) {
            return tree(json.value());
        } else if (body instanceof Substance.Text text) {
            return NODES.textNode(text.value());
        } else if (body instanceof Substance.Int number) {
            return NODES.numberNode(number.value());
        } else if (body instanceof Substance.Bool bool) {
            return NODES.booleanNode(bool.value());
        } else if (body instanceof Substance.Bin bin) {
            return NODES.textNode(Base64.getEncoder().encodeToString(bin.value()));
        } else if (body instanceof Substance.PointOf point) {
            return NODES.textNode(point.value().toString());
        } else if (body instanceof Substance.StubOf stub) {
            return stub(stub.value());
        } else if (body instanceof Substance.ListOf list) {
            ArrayNode array = NODES.arrayNode();
            list.value().forEach(item -> array.add(of(item)));
            return array;
        } else if (body instanceof Substance.MapOf map) {
            ObjectNode object = NODES.objectNode();
            new TreeMap<>(map.value()).forEach((key, value) -> object.set(key, of(value)));
            return object;
        } else if (body instanceof Substance.Err err) {
            return fault(err.value());
        }
        return NODES.nullNode();
    }

    /** {@code {"point","kind","status"}}. */
    public static JsonNode stub(Stub stub) {
        return SpaceJson.toTree(stub);
    }

    /** The one JSON shape of an error: {@code {"status","error":{"code","message","span","help"}}}. */
    public static ObjectNode fault(Fault fault) {
        ObjectNode json = NODES.objectNode();
        ObjectNode error = SpaceJson.toTree(fault).deepCopy();
        json.set("status", error.remove("status"));
        json.set("error", error);
        return json;
    }

    private static JsonNode tree(String json) {
        try {
            return SpaceJson.parse(json.getBytes(StandardCharsets.UTF_8));
        } catch (HyperspaceException e) {
            return NODES.textNode(json);
        }
    }
}
