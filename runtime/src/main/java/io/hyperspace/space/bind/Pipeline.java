package io.hyperspace.space.bind;

import java.util.List;

/**
 * Stops that a wave makes one after the other; what one stop answers is the body for the next.
 *
 * @param stops at least one; {@link Stop.Reflect} only as the last
 */
public record Pipeline(List<Stop> stops) {

    public Pipeline {
        stops = List.copyOf(stops);
        if (stops.isEmpty()) {
            throw new IllegalArgumentException("a pipeline has a stop");
        }
    }

    /** A pipeline to the particle's own core and back. */
    public static final Pipeline CORE = new Pipeline(List.of(new Stop.Core(), new Stop.Reflect()));
}
