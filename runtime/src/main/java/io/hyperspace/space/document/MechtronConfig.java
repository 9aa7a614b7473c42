package io.hyperspace.space.document;

import io.hyperspace.space.point.Point;
import io.hyperspace.space.text.Written;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a mechtron runs. It prints as the document that parses back to it, with every setting written, so that its text
 * means the same should a default ever change.
 *
 * @param bin the artifact that holds the WebAssembly module
 * @param name what the module calls itself
 * @param memory the most linear memory, in bytes, {@value #MIN_MEMORY} to {@value #MAX_MEMORY}
 * @param time the most running time for one wave, whole milliseconds from 1 ms to 1 h
 * @param concurrency how many instances may run at once, 1 to {@value #MAX_CONCURRENCY}; 1 unless it is stateless
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

    public static final int MAX_CONCURRENCY = 999;

    public static final Duration DEFAULT_TIME = Duration.ofMillis(500);

    /** What becomes of a mechtron's memory; each prints as the setting that asks for it. */
    public enum Mode {
        /** Any number of instances; {@code state_put} is refused. */
        STATELESS("+mode=stateless"),
        /** One instance, waves one at a time; memory is lost with the actor, what was put is not. */
        ACTOR("+mode=actor"),
        /** One instance, waves one at a time; memory, outgoing waves and replies are kept, wave by wave. */
        DURABLE("+durable=true");

        private final String setting;

        Mode(String setting) {
            this.setting = setting;
        }

        @Override
        public String toString() {
            return setting;
        }
    }

    public MechtronConfig {
        if (memory < MIN_MEMORY || memory > MAX_MEMORY) {
            throw new IllegalArgumentException("memory is 64KiB to 4GiB, not " + memory + " bytes");
        }
        if (time.toMillis() < 1 || time.compareTo(MAX_TIME) > 0 || !time.equals(Duration.ofMillis(time.toMillis()))) {
            throw new IllegalArgumentException("time is 1ms to 1h, not " + time);
        }
        int most = mode == Mode.STATELESS ? MAX_CONCURRENCY : 1;
        if (concurrency < 1 || concurrency > most) {
            throw new IllegalArgumentException("concurrency is 1 to " + most + " here, not " + concurrency);
        }
        env = Map.copyOf(env);
    }

    @Override
    public String toString() {
        DocumentPrinter out = new DocumentPrinter("Mechtron");
        out.scope("Wasm", List.of("+bin=" + bin, "+name=" + Written.value(name)));
        out.scope(
                "Limits",
                List.of(
                        "+memory=" + Quantity.ofBytes(memory),
                        "+time=" + Quantity.ofMillis(time.toMillis()),
                        "+concurrency=" + concurrency));
        out.scope("State", List.of(mode.toString()));
        List<String> variables = new ArrayList<>();
        new TreeMap<>(env).forEach((key, value) -> variables.add("+" + key + "=" + Written.value(value)));
        out.scope("Env", variables);
        return out.toString();
    }
}
