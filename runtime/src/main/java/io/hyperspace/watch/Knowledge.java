package io.hyperspace.watch;

import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.particle.Property;
import io.hyperspace.space.point.Point;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a watcher has been told. It says what is to be told when something is seen: the difference, so that whoever takes
 * all that it is told in turn knows how it is.
 */
final class Knowledge {

    private final Map<Point, Told> told = new HashMap<>();

    /** @param properties null while they may not be read */
    private record Told(ParticleRecord record, @Nullable Map<String, Property> properties) {}

    int size() {
        return told.size();
    }

    boolean has(Point point) {
        return told.containsKey(point);
    }

    void forgetAll() {
        told.clear();
    }

    /** The points that were told of and are not among others. */
    Set<Point> without(Set<Point> others) {
        Set<Point> rest = new HashSet<>(told.keySet());
        rest.removeAll(others);
        return rest;
    }

    /** What is to be told now; after that it counts as told. */
    List<WatchEvent> learn(Look look) {
        Point point = look.point();
        Told before = told.get(point);
        ParticleRecord record = look.record();
        List<WatchEvent> events = new ArrayList<>();
        if (record == null) {
            if (before != null) {
                told.remove(point);
                events.add(look.mayKnow() ? new WatchEvent.Deleted(point) : new WatchEvent.Hidden(point));
            }
            return events;
        }
        Told now = new Told(record, look.readable() ? record.properties() : null);
        told.put(point, now);
        if (before == null) {
            events.add(appeared(now, look.arrived()));
        } else if (!before.record().incarnation().equals(record.incarnation())) {
            events.add(new WatchEvent.Deleted(point));
            events.add(appeared(now, true));
        } else {
            compare(before, now, events);
        }
        return events;
    }

    private static WatchEvent appeared(Told now, boolean arrived) {
        SortedMap<String, @Nullable String> properties = changed(Map.of(), now.properties());
        return arrived
                ? new WatchEvent.Created(now.record().stub(), properties)
                : new WatchEvent.There(now.record().stub(), properties);
    }

    private static void compare(Told before, Told now, List<WatchEvent> events) {
        if (before.record().status() != now.record().status()) {
            events.add(new WatchEvent.StatusChanged(now.record().stub()));
        }
        Map<String, Property> then = before.properties() == null ? Map.of() : before.properties();
        SortedMap<String, @Nullable String> properties = changed(then, now.properties());
        if (!properties.isEmpty()) {
            events.add(new WatchEvent.PropertiesChanged(now.record().point(), properties));
        }
    }

    /** What has changed, as it may be shown; nothing while it may not be read. */
    private static SortedMap<String, @Nullable String> changed(
            Map<String, Property> then, @Nullable Map<String, Property> now) {
        SortedMap<String, @Nullable String> changed = new TreeMap<>();
        if (now != null) {
            now.forEach((key, property) -> {
                if (!property.equals(then.get(key))) {
                    changed.put(key, property.shown());
                }
            });
            then.keySet().stream().filter(key -> !now.containsKey(key)).forEach(key -> changed.put(key, null));
        }
        return changed;
    }
}
