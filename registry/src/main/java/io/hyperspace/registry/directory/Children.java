package io.hyperspace.registry.directory;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.hyperspace.space.point.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The children of a directory, an immutable map that is cheap to change: a change copies one of its slots, not the whole,
 * so recovering ten thousand events does not copy fifty million entries. A slot is an array, for what a child costs beside
 * its entry is paid for every particle of a directory that is in use.
 */
public final class Children {

    private static final int SLOTS = 128;
    private static final Entry[] EMPTY = {};
    private static final Children NONE = new Children(nothing(), 0, 0);

    /** Each in the order of {@link #compare}; what is in here never changes. */
    private final Entry[][] slots;

    private final int size;
    private final long bytes;

    private Children(Entry[][] slots, int size, long bytes) {
        this.slots = slots;
        this.size = size;
        this.bytes = bytes;
    }

    private static Entry[][] nothing() {
        Entry[][] slots = new Entry[SLOTS][];
        Arrays.fill(slots, EMPTY);
        return slots;
    }

    public static Children none() {
        return NONE;
    }

    /** As they are stored. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Children of(Collection<Entry> entries) {
        return NONE.withAll(entries);
    }

    @JsonValue
    List<Entry> entries() {
        List<Entry> entries = first(size);
        entries.sort(Comparator.comparing(Entry::point));
        return entries;
    }

    int size() {
        return size;
    }

    @Nullable Entry get(Point point) {
        Entry[] slot = slots[slot(point)];
        int place = place(slot, point);
        return place < 0 ? null : slot[place];
    }

    /** How much a snapshot of them takes at most, in bytes. */
    long bytes() {
        return bytes;
    }

    /** The first of them, in an order that stays while none comes. */
    List<Entry> first(int limit) {
        List<Entry> first = new ArrayList<>(Math.min(limit, size));
        for (Entry[] slot : slots) {
            first.addAll(Arrays.asList(slot).subList(0, Math.min(slot.length, limit - first.size())));
        }
        return first;
    }

    Children with(Entry entry) {
        return withAll(List.of(entry));
    }

    Children withAll(Collection<Entry> entries) {
        Entry[][] changed = slots.clone();
        int newSize = size;
        long newBytes = bytes;
        for (Entry entry : entries) {
            int at = slot(entry.point());
            int place = place(changed[at], entry.point());
            newBytes += Sizes.of(entry);
            if (place < 0) {
                changed[at] = inserted(changed[at], -1 - place, entry);
                newSize++;
            } else {
                newBytes -= Sizes.of(changed[at][place]);
                changed[at] = changed[at].clone();
                changed[at][place] = entry;
            }
        }
        return new Children(changed, newSize, newBytes);
    }

    private static Entry[] inserted(Entry[] slot, int place, Entry entry) {
        Entry[] longer = Arrays.copyOf(slot, slot.length + 1);
        System.arraycopy(slot, place, longer, place + 1, slot.length - place);
        longer[place] = entry;
        return longer;
    }

    Children without(Point point) {
        int at = slot(point);
        int place = place(slots[at], point);
        if (place < 0) {
            return this;
        }
        Entry[][] changed = slots.clone();
        changed[at] = removed(slots[at], place);
        return new Children(changed, size - 1, bytes - Sizes.of(slots[at][place]));
    }

    private static Entry[] removed(Entry[] slot, int place) {
        if (slot.length == 1) {
            return EMPTY;
        }
        Entry[] shorter = Arrays.copyOf(slot, slot.length - 1);
        System.arraycopy(slot, place + 1, shorter, place, shorter.length - place);
        return shorter;
    }

    Children without(DirectoryEvent.Removed removed) {
        Children left = this;
        for (DirectoryEvent.Ended child : removed.children()) {
            left = left.without(child.point());
        }
        return left;
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

    /** Where a point is in a slot; when it is not there, -1 minus where it would be. */
    private static int place(Entry[] slot, Point point) {
        int from = 0;
        int to = slot.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            int order = compare(slot[middle].point(), point);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return -1 - from;
    }

    /** By their hashes, which points know, and by their texts only where these are the same. */
    private static int compare(Point one, Point other) {
        int byHash = Integer.compare(one.hashCode(), other.hashCode());
        return byHash != 0 ? byHash : one.compareTo(other);
    }

    private static int slot(Point point) {
        return Math.floorMod(point.hashCode() * 0x9E3779B9, SLOTS);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Children children && Arrays.deepEquals(slots, children.slots);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(slots);
    }

    @Override
    public String toString() {
        return size + " children";
    }
}
