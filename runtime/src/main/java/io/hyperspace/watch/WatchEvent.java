package io.hyperspace.watch;

import io.hyperspace.codec.Stored;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.particle.Stub;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.WaveId;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a watcher is told. Properties are as they may be shown, and only of what the watcher may read; where it may not they
 * are empty.
 */
public sealed interface WatchEvent {

    /** A particle is there that this watcher was not told of, or not since it lagged. */
    record There(Stub stub, SortedMap<String, @Nullable String> properties) implements WatchEvent {
        public There {
            properties = copy(properties);
        }
    }

    /** All that is there has been told. */
    record Ready() implements WatchEvent {}

    /** A particle came to be. */
    record Created(Stub stub, SortedMap<String, @Nullable String> properties) implements WatchEvent {
        public Created {
            properties = copy(properties);
        }
    }

    /** A particle is gone. */
    record Deleted(Point point) implements WatchEvent {}

    /** A particle may not be seen any more. */
    record Hidden(Point point) implements WatchEvent {}

    /** A particle has another status. */
    record StatusChanged(Stub stub) implements WatchEvent {}

    /**
     * A particle has other properties.
     *
     * @param properties those that changed; null for one that is gone
     */
    record PropertiesChanged(Point point, SortedMap<String, @Nullable String> properties) implements WatchEvent {
        public PropertiesChanged {
            properties = copy(properties);
        }
    }

    /** Somebody told those who watch a particle something. */
    record Rippled(Point watched, WaveId id, Point from, Method method, String uri, Substance body)
            implements WatchEvent, Stored {}

    /** More happened than could be kept for this watcher; all that is there is told anew. */
    record Lagged() implements WatchEvent {}

    /** Nothing more will be told. */
    record Ended(Fault fault) implements WatchEvent {}

    private static SortedMap<String, @Nullable String> copy(SortedMap<String, @Nullable String> properties) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(properties));
    }
}
