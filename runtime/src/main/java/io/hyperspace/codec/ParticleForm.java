package io.hyperspace.codec;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.particle.Location;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.particle.Property;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.particle.Stub;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.security.Agent;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A stub: {@code {"point","kind","status"}}. A record: {@code {"point","incarnation","kind","owner",
 * "properties":{key:{"value","locked","secret":true}},"status","location":{"star","epoch"},"revision"}}, without location until it is
 * placed.
 */
final class ParticleForm {

    private ParticleForm() {}

    static void writeStub(FrameWriter out, Stub stub) throws IOException {
        out.map(3);
        out.text("point", stub.point().toString());
        out.text("kind", stub.kind().toString());
        out.text("status", stub.status().toString());
        out.endMap();
    }

    static Stub readStub(JsonNode node) {
        FieldReader in = new FieldReader(node, "a stub");
        return new Stub(
                in.parsed("point", Point::parse), in.parsed("kind", Kind::parse), in.parsed("status", Status::of));
    }

    static void writeRecord(FrameWriter out, ParticleRecord record) throws IOException {
        Location location = record.location();
        out.map(location == null ? 7 : 8);
        out.text("point", record.point().toString());
        out.text("incarnation", record.incarnation().toString());
        out.text("kind", record.kind().toString());
        out.text("owner", record.owner().toString());
        out.name("properties");
        writeProperties(out, record.properties());
        out.text("status", record.status().toString());
        if (location != null) {
            out.name("location");
            out.map(2);
            out.text("star", location.star().toString());
            out.whole("epoch", location.epoch());
            out.endMap();
        }
        out.whole("revision", record.revision());
        out.endMap();
    }

    private static void writeProperties(FrameWriter out, Map<String, Property> properties) throws IOException {
        out.map(properties.size());
        for (Map.Entry<String, Property> property : new TreeMap<>(properties).entrySet()) {
            out.name(property.getKey());
            Property value = property.getValue();
            out.map(value.secret() ? 3 : 2);
            out.text("value", value.value());
            out.name("locked");
            out.truth(value.locked());
            if (value.secret()) {
                out.name("secret");
                out.truth(true);
            }
            out.endMap();
        }
        out.endMap();
    }

    static ParticleRecord readRecord(JsonNode node) {
        FieldReader in = new FieldReader(node, "a record");
        return new ParticleRecord(
                in.parsed("point", Point::parse),
                in.parsed("incarnation", Incarnation::parse),
                in.parsed("kind", Kind::parse),
                in.parsed("owner", Agent::parse),
                readProperties(in.optional("properties")),
                in.parsed("status", Status::of),
                readLocation(in.optional("location")),
                in.whole("revision"));
    }

    private static Map<String, Property> readProperties(@Nullable JsonNode node) {
        Map<String, Property> properties = new TreeMap<>();
        if (node != null) {
            new FieldReader(node, "the properties");
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                FieldReader in = new FieldReader(field.getValue(), "a property");
                properties.put(
                        field.getKey(), new Property(in.text("value"), isTrue(in, "locked"), isTrue(in, "secret")));
            }
        }
        return properties;
    }

    private static boolean isTrue(FieldReader in, String name) {
        JsonNode value = in.optional(name);
        return value != null && value.booleanValue();
    }

    private static @Nullable Location readLocation(@Nullable JsonNode node) {
        if (node == null) {
            return null;
        }
        FieldReader in = new FieldReader(node, "a location");
        return new Location(in.parsed("star", StarKey::parse), in.whole("epoch"));
    }
}
