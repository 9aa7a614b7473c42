package io.hyperspace.space.point;

/**
 * One part of a point.
 *
 * @param type what the part is
 * @param text as written, without the {@code :} before it; a directory ends in {@code /}, the file root is {@code /}
 */
public record Segment(Type type, String text) {

    /** What a segment may be; the order is the order in a point. */
    public enum Type {
        SPACE,
        BASE,
        VERSION,
        FILE_ROOT,
        DIRECTORY,
        FILE;

        /** Whether the segment comes at or behind the {@code :/} of a point. */
        public boolean inFiles() {
            return compareTo(FILE_ROOT) >= 0;
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
