package io.hyperspace.space.fuzz;

import io.hyperspace.space.generated.Choices;
import io.hyperspace.space.generated.Spelling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Makes texts for a target, damages them, and reads them, for some time. A text that shows something of the language that
 * none has shown before is kept, made small, and damaged further.
 */
final class Fuzzer {

    private static final int MAX_KEPT = 400;
    private static final int MAX_KEPT_LENGTH = 2_000;
    private static final int SPELLINGS = 1 << 20;

    private final Target target;
    private final long seed;
    private final Random random;
    private final Mutator mutator;
    private final List<String> pool = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private final Map<String, String> kept = new LinkedHashMap<>();
    private volatile String current = "";
    private long runs;
    private long values;
    private Duration slowest = Duration.ZERO;
    private long largest;

    Fuzzer(Target target, long seed) {
        this.target = target;
        this.seed = seed;
        this.random = new Random(seed);
        this.mutator = new Mutator(random);
        Corpus.read(target).keySet().forEach(this::keep);
    }

    /** Runs for a time. */
    void run(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            next();
        }
    }

    private void next() {
        String text = random.nextInt(3) == 0 || pool.isEmpty() ? made() : pool.get(random.nextInt(pool.size()));
        boolean damaged = random.nextInt(10) > 0;
        keep(damaged ? mutator.mutated(text, made()) : text);
    }

    private String made() {
        return target.make(Choices.random(random), Spelling.of(random.nextInt(SPELLINGS)));
    }

    private void keep(String text) {
        Reading reading = reading(text);
        runs++;
        values += reading.value() == null ? 0 : 1;
        slowest = slowest.compareTo(reading.time()) > 0 ? slowest : reading.time();
        largest = Math.max(largest, reading.memory() / (1 + text.length()));
        Set<String> fresh = new HashSet<>(Features.of(reading));
        fresh.removeAll(seen);
        if (fresh.isEmpty() || text.length() > MAX_KEPT_LENGTH || kept.size() == MAX_KEPT) {
            return;
        }
        String small = Small.of(text, shorter -> Features.of(reading(shorter)).containsAll(fresh));
        seen.addAll(Features.of(reading));
        kept.put(small, reading(small).outcome());
        pool.add(small);
    }

    /** Reads a text; what must not be is shown on the smallest text that shows it. */
    private Reading reading(String text) {
        current = text;
        try {
            return Reading.of(target, text);
        } catch (RuntimeException | AssertionError | StackOverflowError | OutOfMemoryError e) {
            String small = Small.of(text, fails(e.getClass()));
            throw new AssertionError(
                    "-Dseed=" + seed + ", " + target + ", after " + runs + " texts: " + e.getMessage() + "\n"
                            + Corpus.escaped(small.length() > 3000 ? small.substring(0, 3000) : small),
                    e);
        }
    }

    private Predicate<String> fails(Class<?> failure) {
        return text -> {
            try {
                Reading.of(target, text);
                return false;
            } catch (RuntimeException | AssertionError | StackOverflowError | OutOfMemoryError e) {
                return failure.isInstance(e);
            }
        };
    }

    /** The text that is being read, for when it is never done. */
    String current() {
        return "-Dseed=" + seed + ", " + target + ": " + Corpus.escaped(current);
    }

    /** The texts that showed something new, each with what became of it. */
    Map<String, String> kept() {
        return kept;
    }

    @Override
    public String toString() {
        return String.format(
                "%s: %,d texts, %,d of them good; slowest %d ms, at most %,d bytes a char; %d kept, %d features",
                target, runs, values, slowest.toMillis(), largest, kept.size(), seen.size());
    }
}
