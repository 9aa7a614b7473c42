package io.hyperspace.overview;

import io.hyperspace.space.point.StarKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a lane is.
 *
 * @param machine the name of the Machine that it carries waves from; of one that did not answer, its address
 * @param star where it leads; null for a Machine that did not answer in time
 * @param state whether the star has greeted
 * @param epoch names the life of the gravity that greeted; 0 before
 * @param through the stars that pass its waves on; none where it leads straight there, and before
 * @param unadmitted waves that were sent and are not yet known to be admitted
 * @param waiting waves that were not sent yet
 * @param window how many of both there may be
 */
public record LaneReport(
        String machine,
        @Nullable StarKey star,
        State state,
        long epoch,
        List<StarKey> through,
        int unadmitted,
        int waiting,
        int window) {

    public LaneReport {
        through = List.copyOf(through);
    }

    /** How it is with a lane. */
    public enum State {
        /** Greeted. */
        OPEN,
        /** Waits for a greeting. */
        KNOCKING,
        /** Nobody answered for it. */
        SILENT
    }

    /** A Machine whose lanes are not known, for it did not answer. */
    public static LaneReport silent(String address) {
        return new LaneReport(address, null, State.SILENT, 0, List.of(), 0, 0, 0);
    }
}
