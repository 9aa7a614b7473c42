package io.hyperspace.registry.directory;

import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.point.Point;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How large a record may be. The limits are part of the promise that no snapshot passes 4 MiB, so they are no setting.
 */
public final class Sizes {

    /** A property's value, in bytes. */
    static final int MAX_VALUE = 64 << 10;

    /** The properties of a particle. */
    static final int MAX_PROPERTIES = 1_000;

    /** All keys and values of a particle together, in bytes. */
    static final int MAX_ALL = 256 << 10;

    /**
     * The children of a directory, as {@link #of} counts them: what would make it larger is refused, so that its snapshot,
     * which is never larger than that, stays below 4 MiB.
     */
    static final long MAX_DIRECTORY = 3_584 << 10;

    /** What an entry takes beside its texts: the names and frames of eleven fields, and its numbers. */
    private static final int ENTRY = 160;
    /** What a property takes beside its key and value. */
    private static final int PROPERTY = 40;
    /** What a grant takes beside its texts. */
    private static final int GRANT = 96;

    private Sizes() {}

    /** How many bytes an entry takes in a snapshot, at most. */
    static long of(Entry entry) {
        long size = (long) ENTRY
                + bytes(entry.point().toString())
                + bytes(entry.kind().toString())
                + bytes(entry.owner().toString())
                + (entry.star() == null ? 0 : bytes(entry.star().toString()));
        for (Map.Entry<String, Entry.Value> property : entry.properties().entrySet()) {
            size += PROPERTY
                    + bytes(property.getKey())
                    + bytes(property.getValue().text());
        }
        for (GrantEntry grant : entry.grants()) {
            size += of(grant);
        }
        return size;
    }

    /** How many bytes take what names an entry, at most. */
    static long ofName(Entry entry) {
        return (long) ENTRY
                + bytes(entry.point().toString())
                + bytes(entry.kind().toString());
    }

    /** Why candidates can never be in one directory together; null when they can. Asked before a directory is. */
    public static @Nullable Fault refusal(Point parent, boolean wide, List<DirectoryCommand.Candidate> candidates) {
        long size = 0;
        for (DirectoryCommand.Candidate candidate : candidates) {
            size += of(Entry.of(candidate));
        }
        return size > MAX_DIRECTORY ? DirectoryFaults.tooHeavy(parent.toString(), wide) : null;
    }

    private static long of(GrantEntry grant) {
        return (long) GRANT
                + bytes(grant.detail())
                + bytes(grant.on().toString())
                + bytes(grant.to().toString())
                + bytes(grant.by().toString());
    }

    /** Why children cannot become others; null when they can. What makes them smaller always can. */
    static @Nullable Fault refusal(Point parent, boolean wide, Children before, Children after) {
        return after.bytes() <= MAX_DIRECTORY || after.bytes() <= before.bytes()
                ? null
                : DirectoryFaults.tooHeavy(parent.toString(), wide);
    }

    /**
     * Why no particle can have these changes made, whatever it has already; null when one can. Asked before a directory
     * is, so that what is far too large does not travel.
     */
    public static @Nullable Fault refusal(List<Entry.Change> changes) {
        return refusal(Entry.apply(Map.of(), changes));
    }

    /** Why a particle cannot have these properties; null when it can. */
    static @Nullable Fault refusal(Map<String, Entry.Value> properties) {
        if (properties.size() > MAX_PROPERTIES) {
            return Fault.of(422, "E0234", "a particle has at most " + MAX_PROPERTIES + " properties");
        }
        long all = 0;
        for (Map.Entry<String, Entry.Value> property : properties.entrySet()) {
            long size = bytes(property.getValue().text());
            if (size > MAX_VALUE) {
                return Faults.tooLarge("property '" + property.getKey() + "'", MAX_VALUE);
            }
            all += size + bytes(property.getKey());
        }
        return all > MAX_ALL ? Faults.tooLarge("what a particle's properties hold together", MAX_ALL) : null;
    }

    /** How many bytes a text has in UTF-8. */
    static int bytes(String text) {
        int bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes += c < 0x80 ? 0 : c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
        }
        return bytes;
    }
}
