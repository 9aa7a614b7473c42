package io.hyperspace.codec;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.substance.Substance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A substance: {@code {"kind":"Text","value":…}}; {@code Empty} has no value. A {@code Bin} is a byte string in CBOR and
 * base64 in JSON. A {@code Json} is the JSON text in CBOR and the structure itself in JSON; a CBOR structure is taken
 * too, and becomes its JSON text. A map's keys are written in order, so equal substances are equal bytes.
 */
final class SubstanceForm {

    private SubstanceForm() {}

    static void write(FrameWriter out, Substance substance) throws IOException {
        boolean empty = substance instanceof Substance.Empty;
        out.map(empty ? 1 : 2);
        out.text("kind", substance.kindName());
        if (!empty) {
            out.name("value");
            writeValue(out, substance);
        }
        out.endMap();
    }

    private static void writeValue(FrameWriter out, Substance substance) throws IOException {
        if (substance instanceof Substance.Text text) {
            out.text(text.value());
        } else if (substance instanceof Substance.Bin bin) {
            out.bytes(bin.value());
        } else if (substance instanceof Substance.Int number) {
            out.whole(number.value());
        } else if (substance instanceof Substance.Bool truth) {
            out.truth(truth.value());
        } else if (substance instanceof Substance.Json json) {
            out.json(json.value());
        } else if (substance instanceof Substance.PointOf point) {
            out.text(point.value().toString());
        } else if (substance instanceof Substance.StubOf stub) {
            ParticleForm.writeStub(out, stub.value());
        } else if (substance instanceof Substance.ListOf list) {
            writeList(out, list.value());
        } else if (substance instanceof Substance.MapOf map) {
            writeMap(out, map.value());
        } else if (substance instanceof Substance.Err err) {
            FaultForm.write(out, err.value());
        } else {
            throw new IllegalStateException("a substance without a form: " + substance.kindName());
        }
    }

    private static void writeList(FrameWriter out, List<Substance> list) throws IOException {
        out.list(list.size());
        for (Substance element : list) {
            write(out, element);
        }
        out.endList();
    }

    private static void writeMap(FrameWriter out, Map<String, Substance> map) throws IOException {
        out.map(map.size());
        for (Map.Entry<String, Substance> entry : new TreeMap<>(map).entrySet()) {
            out.name(entry.getKey());
            write(out, entry.getValue());
        }
        out.endMap();
    }

    static Substance read(JsonNode node, boolean binary) {
        FieldReader in = new FieldReader(node, "a body");
        String kind = in.text("kind");
        return switch (kind) {
            case "Empty" -> Substance.Empty.INSTANCE;
            case "Text" -> new Substance.Text(in.text("value"));
            case "Bin" -> new Substance.Bin(readBytes(in.required("value")));
            case "Int" -> new Substance.Int(in.whole("value"));
            case "Boolean" -> new Substance.Bool(readTruth(in.required("value")));
            case "Json" -> readJson(node, binary);
            case "Point" -> new Substance.PointOf(in.parsed("value", Point::parse));
            case "Stub" -> new Substance.StubOf(ParticleForm.readStub(in.required("value")));
            case "List" -> readList(in.required("value"), binary);
            case "Map" -> readMap(in.required("value"), binary);
            case "Err" -> new Substance.Err(FaultForm.read(in.required("value")));
            default -> throw FieldReader.refused("'" + kind + "' is not a kind of body");
        };
    }

    private static byte[] readBytes(JsonNode node) {
        try {
            byte[] bytes = node.binaryValue();
            if (bytes != null) {
                return bytes;
            }
        } catch (IOException e) {
            throw FieldReader.refused("the value of a Bin is base64: " + e.getMessage());
        }
        throw FieldReader.refused("the value of a Bin is bytes, not " + FieldReader.sort(node));
    }

    private static boolean readTruth(JsonNode node) {
        if (!node.isBoolean()) {
            throw FieldReader.refused("the value of a Boolean is true or false, not " + FieldReader.sort(node));
        }
        return node.booleanValue();
    }

    private static Substance readJson(JsonNode node, boolean binary) {
        JsonNode value = node.get("value");
        if (value == null) {
            throw FieldReader.refused("a Json needs the field 'value'");
        }
        if (binary && value.isTextual()) {
            String text = value.textValue();
            SpaceJson.parse(text.getBytes(StandardCharsets.UTF_8));
            return new Substance.Json(text);
        }
        return new Substance.Json(new String(SpaceJson.toBytes(value), StandardCharsets.UTF_8));
    }

    private static Substance readList(JsonNode node, boolean binary) {
        if (!node.isArray()) {
            throw FieldReader.refused("the value of a List is a list, not " + FieldReader.sort(node));
        }
        List<Substance> list = new ArrayList<>(node.size());
        node.forEach(element -> list.add(read(element, binary)));
        return new Substance.ListOf(list);
    }

    private static Substance readMap(JsonNode node, boolean binary) {
        new FieldReader(node, "the value of a Map");
        Map<String, Substance> map = new LinkedHashMap<>();
        node.properties().forEach(field -> map.put(field.getKey(), read(field.getValue(), binary)));
        return new Substance.MapOf(map);
    }
}
