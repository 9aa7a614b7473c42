package io.hyperspace.control;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hyperspace.codec.SpaceJson;
import io.hyperspace.drivers.content.PlainJson;
import io.hyperspace.space.particle.Stub;
import io.hyperspace.space.point.Point;
import io.hyperspace.watch.WatchEvent;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What watchers are told, as one JSON object each: {@code {"event":"created","point",…}}. */
final class EventJson {

    private EventJson() {}

    static ObjectNode of(WatchEvent event) {
        if (event instanceof WatchEvent.There there) {
            return properties(stub("there", there.stub()), there.properties());
        } else if (event instanceof WatchEvent.Created created) {
            return properties(stub("created", created.stub()), created.properties());
        } else if (event instanceof WatchEvent.StatusChanged changed) {
            return stub("status", changed.stub());
        } else if (event instanceof WatchEvent.PropertiesChanged changed) {
            return properties(about("properties", changed.point()), changed.properties());
        } else if (event instanceof WatchEvent.Deleted deleted) {
            return about("deleted", deleted.point());
        } else if (event instanceof WatchEvent.Hidden hidden) {
            return about("hidden", hidden.point());
        } else if (event instanceof WatchEvent.Rippled ripple) {
            return ripple(ripple);
        } else if (event instanceof WatchEvent.Ended ended) {
            return named("ended").setAll(CommandResult.of(ended.fault()).toJson());
        }
        return named(event instanceof WatchEvent.Ready ? "ready" : "lagged");
    }

    private static ObjectNode named(String name) {
        return JsonNodeFactory.instance.objectNode().put("event", name);
    }

    private static ObjectNode about(String name, Point point) {
        return named(name).put("point", point.toString());
    }

    private static ObjectNode stub(String name, Stub stub) {
        ObjectNode json = named(name);
        PlainJson.stub(stub).properties().forEach(field -> json.set(field.getKey(), field.getValue()));
        return json;
    }

    private static ObjectNode properties(ObjectNode json, SortedMap<String, @Nullable String> properties) {
        if (!properties.isEmpty()) {
            ObjectNode object = json.putObject("properties");
            properties.forEach(object::put);
        }
        return json;
    }

    private static ObjectNode ripple(WatchEvent.Rippled ripple) {
        ObjectNode json = about("ripple", ripple.watched());
        json.put("ripple", ripple.id().toString());
        json.put("from", ripple.from().toString());
        json.put("method", ripple.method().toString());
        json.put("uri", ripple.uri());
        json.set("body", SpaceJson.toTree(ripple.body()));
        return json;
    }
}
