package io.hyperspace.registry.directory;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.hyperspace.space.point.Point;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The children of a directory, an immutable map that is cheap to change: a change copies one of its slots, not the whole,
 * so recovering ten thousand events does not copy fifty million entries.
 */
public final class Children {

    private static final int SLOTS = 128;
    private static final Children NONE = new Children(Collections.nCopies(SLOTS, Map.of()), 0, 0);

    private final List<Map<Point, Entry>> slots;
    private final int size;
    private final long bytes;

    private Children(List<Map<Point, Entry>> slots, int size, long bytes) {
        this.slots = slots;
        this.size = size;
        this.bytes = bytes;
    }

    public static Children none() {
        return NONE;
    }

    /** As they are stored. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Children of(Collection<Entry> entries) {
        List<Map<Point, Entry>> slots = new ArrayList<>(SLOTS);
        for (int i = 0; i < SLOTS; i++) {
            slots.add(new HashMap<>());
        }
        for (Entry entry : entries) {
            slots.get(slot(entry.point())).put(entry.point(), entry);
        }
        return new Children(
                slots, entries.size(), entries.stream().mapToLong(Sizes::of).sum());
    }

    @JsonValue
    List<Entry> entries() {
        List<Entry> entries = new ArrayList<>(size);
        slots.forEach(slot -> entries.addAll(slot.values()));
        entries.sort(java.util.Comparator.comparing(Entry::point));
        return entries;
    }

    int size() {
        return size;
    }

    @Nullable Entry get(Point point) {
        return slots.get(slot(point)).get(point);
    }

    /** How much a snapshot of them takes at most, in bytes. */
    long bytes() {
        return bytes;
    }

    /** The first of them, in an order that stays while none comes. */
    List<Entry> first(int limit) {
        List<Entry> first = new ArrayList<>();
        for (Map<Point, Entry> slot : slots) {
            for (Entry entry : slot.values()) {
                if (first.size() == limit) {
                    return first;
                }
                first.add(entry);
            }
        }
        return first;
    }

    Children with(Entry entry) {
        int at = slot(entry.point());
        Map<Point, Entry> changed = new HashMap<>(slots.get(at));
        Entry before = changed.put(entry.point(), entry);
        return changed(at, changed, before, entry);
    }

    Children without(Point point) {
        int at = slot(point);
        Map<Point, Entry> changed = new HashMap<>(slots.get(at));
        Entry before = changed.remove(point);
        return before == null ? this : changed(at, changed, before, null);
    }

    private Children changed(int at, Map<Point, Entry> slot, @Nullable Entry before, @Nullable Entry after) {
        List<Map<Point, Entry>> copy = new ArrayList<>(slots);
        copy.set(at, slot);
        int more = (after == null ? 0 : 1) - (before == null ? 0 : 1);
        long grown = (after == null ? 0 : Sizes.of(after)) - (before == null ? 0 : Sizes.of(before));
        return new Children(copy, size + more, bytes + grown);
    }

    Children without(DirectoryEvent.Removed removed) {
        Children left = this;
        for (DirectoryEvent.Ended child : removed.children()) {
            left = left.without(child.point());
        }
        return left;
    }

    Children withAll(List<Entry> entries) {
        Children result = this;
        for (Entry entry : entries) {
            result = result.with(entry);
        }
        return result;
    }

    /** The children after something happened to one of them. */
    Children on(DirectoryEvent.ChildEvent event) {
        return with(event.after(known(event.point())));
    }

    private Entry known(Point point) {
        Entry entry = get(point);
        if (entry == null) {
            throw new IllegalStateException("an event about '" + point + "', which is not here");
        }
        return entry;
    }

    private static int slot(Point point) {
        return Math.floorMod(point.hashCode() * 0x9E3779B9, SLOTS);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Children children && slots.equals(children.slots);
    }

    @Override
    public int hashCode() {
        return slots.hashCode();
    }

    @Override
    public String toString() {
        return size + " children";
    }
}
