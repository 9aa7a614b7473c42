package io.hyperspace.drivers.record;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hyperspace.space.particle.ParticleRecord;
import java.util.TreeMap;

/** A record as people see it: {@code {"point","kind","status","owner","properties":{key:value}}}; a secret value is {@code ***}. */
final class RecordJson {

    private RecordJson() {}

    static String of(ParticleRecord record) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("point", record.point().toString());
        json.put("kind", record.kind().toString());
        json.put("status", record.status().toString());
        json.put("owner", record.owner().toString());
        ObjectNode properties = json.putObject("properties");
        new TreeMap<>(record.properties()).forEach((key, property) -> properties.put(key, property.shown()));
        return json.toString();
    }
}
