package io.hyperspace.registry.directory;

import io.hyperspace.provision.Registry.Happening;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.point.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Tells what events say about one point, as its history lists them: by the names that they are stored under, and with
 * properties as they are written in commands. The values of secrets are hidden.
 */
public final class Happenings implements DirectoryEvent.Visitor<RuntimeException> {

    private final Point point;
    private final long time;
    private final List<Happening> found = new ArrayList<>(1);

    private Happenings(Point point, long time) {
        this.point = point;
        this.time = time;
    }

    /**
     * What an event says about a point; nothing for most events of a directory.
     *
     * @param time when it was stored
     */
    public static List<Happening> of(DirectoryEvent event, Point point, long time) {
        Happenings happenings = new Happenings(point, time);
        event.accept(happenings);
        return happenings.found;
    }

    private void add(
            Incarnation incarnation, long revision, String event, Consumer<SortedMap<String, String>> details) {
        SortedMap<String, String> all = new TreeMap<>();
        details.accept(all);
        found.add(new Happening(time, incarnation, revision, event, all));
    }

    private void change(DirectoryEvent.ChildEvent event, String name, Consumer<SortedMap<String, String>> details) {
        if (event.point().equals(point)) {
            add(event.incarnation(), event.revision(), name, details);
        }
    }

    private void registered(Entry entry) {
        if (entry.point().equals(point)) {
            add(entry.incarnation(), entry.revision(), "registered", details -> {
                details.put("kind", entry.kind().toString());
                details.put("owner", entry.owner().toString());
                entry.properties()
                        .forEach((key, value) -> details.put(
                                plus(key, value.locked()), value.property().shown()));
            });
        }
    }

    private void ended(DirectoryEvent.Ended ended, String name) {
        if (ended.point().equals(point)) {
            add(ended.incarnation(), ended.revision(), name, details -> {});
        }
    }

    private static String plus(String key, boolean locked) {
        return (locked ? "+@" : "+") + key;
    }

    @Override
    public void onOpened(DirectoryEvent.Opened event) {}

    @Override
    public void onClosed(DirectoryEvent.Closed event) {}

    @Override
    public void onNumbersReserved(DirectoryEvent.NumbersReserved event) {}

    @Override
    public void onFounded(DirectoryEvent.Founded event) {
        registered(event.root());
    }

    @Override
    public void onRegistered(DirectoryEvent.Registered event) {
        event.children().forEach(this::registered);
    }

    @Override
    public void onReplaced(DirectoryEvent.Replaced event) {
        ended(event.ended(), "replaced");
        registered(event.by());
    }

    @Override
    public void onRemoved(DirectoryEvent.Removed event) {
        event.children().forEach(ended -> ended(ended, "removed"));
    }

    @Override
    public void onAssigned(DirectoryEvent.Assigned event) {
        change(event, "assigned", details -> {
            details.put("star", event.star().toString());
            details.put("epoch", Long.toString(event.epoch()));
        });
    }

    @Override
    public void onStatusChanged(DirectoryEvent.StatusChanged event) {
        change(
                event,
                "status-changed",
                details -> details.put("status", event.status().toString()));
    }

    @Override
    public void onPropertiesChanged(DirectoryEvent.PropertiesChanged event) {
        change(event, "properties-changed", details -> {
            for (Entry.Change change : event.changes()) {
                details.put(
                        change.text() == null ? "!" + change.key() : plus(change.key(), change.lock()), change.shown());
            }
        });
    }

    @Override
    public void onOwnerChanged(DirectoryEvent.OwnerChanged event) {
        change(
                event,
                "owner-changed",
                details -> details.put("owner", event.owner().toString()));
    }

    @Override
    public void onGranted(DirectoryEvent.Granted event) {
        change(event, "granted", details -> {
            details.put("id", event.grant().id().toString());
            details.put("rule", event.grant().grant().rule().toString());
            details.put("on", event.grant().on().toString());
            details.put("to", event.grant().to().toString());
            details.put("by", event.grant().by().toString());
        });
    }

    @Override
    public void onRevoked(DirectoryEvent.Revoked event) {
        change(event, "revoked", details -> details.put("id", event.grant().toString()));
    }
}
