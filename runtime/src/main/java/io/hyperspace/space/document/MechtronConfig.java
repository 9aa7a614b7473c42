package io.hyperspace.space.document;

import io.hyperspace.space.point.Point;
import java.time.Duration;
import java.util.Map;

/**
 * How a mechtron runs.
 *
 * @param bin the artifact that holds the WebAssembly module
 * @param name what the module calls itself
 * @param memory the most linear memory, in bytes
 * @param time the most running time for one wave
 * @param concurrency how many instances may run at once; 1 for an actor
 * @param mode what becomes of its memory
 * @param env what the guest may read with {@code config}
 */
public record MechtronConfig(
        Point bin, String name, long memory, Duration time, int concurrency, Mode mode, Map<String, String> env) {

    public static final long DEFAULT_MEMORY = 32L << 20;
    /** One page of WebAssembly. */
    public static final long MIN_MEMORY = 64L << 10;
    /** All that 32 bits reach. */
    public static final long MAX_MEMORY = 4L << 30;

    public static final Duration MAX_TIME = Duration.ofHours(1);
    /** How many instances of a stateless mechtron may run at once unless its document says otherwise. */
    public static final int DEFAULT_CONCURRENCY = 16;

    public static final Duration DEFAULT_TIME = Duration.ofMillis(500);

    /** What becomes of a mechtron's memory. */
    public enum Mode {
        /** Any number of instances; {@code state_put} is refused. */
        STATELESS,
        /** One instance, waves one at a time; memory is lost with the actor, what was put is not. */
        ACTOR
    }

    public MechtronConfig {
        env = Map.copyOf(env);
    }
}
