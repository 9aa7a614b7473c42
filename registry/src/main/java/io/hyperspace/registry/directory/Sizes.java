package io.hyperspace.registry.directory;

import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import java.nio.charset.StandardCharsets;
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

    private Sizes() {}

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

    /** How many bytes a text has. */
    static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
