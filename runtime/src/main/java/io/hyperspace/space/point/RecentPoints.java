package io.hyperspace.space.point;

import org.jspecify.annotations.Nullable;

/**
 * Points that were parsed lately, so that equal points which recur are one. A text off the wire is a new String that does
 * not know its hash yet, and finding that takes longer than all the rest; so a point is first looked for by a glance at a
 * few characters of its text. Only where that finds another is the whole hash used, which the point itself needs too.
 *
 * <p>An entry is simply replaced by another. Points are immutable, so it does not matter when a thread sees that.
 */
final class RecentPoints {

    private static final int SLOT_BITS = 12;
    private static final int SLOTS = 1 << SLOT_BITS;

    /** How many are kept at most. */
    static final int MAX = 2 * SLOTS;

    /** Every point that was read, by its hash. */
    private static final @Nullable Point[] BY_HASH = new @Nullable Point[SLOTS];

    /** Those that came again, by a glance at their text. */
    private static final @Nullable Point[] BY_GLANCE = new @Nullable Point[SLOTS];

    /** How much of a text is enough to glance at; a shorter one is hashed. */
    private static final int GLANCE = 8;

    /** The odd number next to 2 to the 64 by the golden ratio, which spreads what it multiplies over the upper bits. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private RecentPoints() {}

    /** The point of a text, if it is still kept. */
    static @Nullable Point find(String text) {
        int glance = glance(text);
        Point seen = BY_GLANCE[glance];
        if (seen != null && seen.toString().equals(text)) {
            return seen;
        }
        Point recent = BY_HASH[slot(text.hashCode())];
        if (recent != null && recent.toString().equals(text)) {
            BY_GLANCE[glance] = recent;
            return recent;
        }
        return null;
    }

    static void keep(Point point) {
        BY_HASH[slot(point.hashCode())] = point;
    }

    private static int slot(int hash) {
        return (hash ^ (hash >>> 16)) & (SLOTS - 1);
    }

    /** The slot that the length, the last four characters and three from the midst of a text make. */
    private static int glance(String text) {
        int length = text.length();
        if (length < GLANCE) {
            return slot(text.hashCode());
        }
        int quarter = length >> 2;
        long seen = text.charAt(length - 1)
                ^ (long) text.charAt(length - 2) << 8
                ^ (long) text.charAt(length - 3) << 16
                ^ (long) text.charAt(length - 4) << 24
                ^ (long) text.charAt(quarter) << 32
                ^ (long) text.charAt(quarter + (quarter >> 1)) << 40
                ^ (long) text.charAt(2 * quarter) << 48
                ^ (long) length << 56;
        return (int) ((seen * SPREAD) >>> (Long.SIZE - SLOT_BITS));
    }
}
