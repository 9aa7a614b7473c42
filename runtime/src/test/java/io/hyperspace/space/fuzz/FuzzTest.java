package io.hyperspace.space.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever the text, it ends in a value or a fault, soon and in bounded memory, on a small stack; what is good prints as
 * a text that reads back as the same. {@code -Dfuzz.seconds=…} says how long for each target, {@code -Dseed=…} repeats a
 * run, and {@code -Dcorpus.update=true} keeps what shows something new.
 */
class FuzzTest {

    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("fuzz.seconds", 6));
    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final boolean UPDATE = Boolean.getBoolean("corpus.update");

    /** How much longer than its time a target may take before its text counts as one that is never read. */
    private static final Duration HANG = Duration.ofMinutes(2);

    /** Less than any thread has that reads texts. */
    private static final int STACK = 256 << 10;

    @ParameterizedTest
    @EnumSource
    void whateverTheTextItEndsInAValueOrAFault(Target target) throws InterruptedException {
        Fuzzer fuzzer = new Fuzzer(target, SEED);
        Throwable[] failure = new Throwable[1];
        Thread thread = new Thread(null, () -> fuzzer.run(TIME), "fuzz-" + target, STACK);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((t, e) -> failure[0] = e);
        thread.start();
        thread.join(TIME.plus(HANG).toMillis());

        assertThat(thread.isAlive()).as(fuzzer::current).isFalse();
        assertThat(failure[0]).isNull();
        System.out.println(fuzzer);
        if (UPDATE) {
            Map<String, String> all = new TreeMap<>(Corpus.read(target));
            all.putAll(fuzzer.kept());
            Corpus.write(target, all);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 42})
    void theSameSeedMakesTheSameTexts(long seed) {
        Mutator one = new Mutator(new java.util.Random(seed));
        Mutator other = new Mutator(new java.util.Random(seed));

        assertThat(one.mutated("create a<Space>", "select *")).isEqualTo(other.mutated("create a<Space>", "select *"));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsKeptEndsAsBefore(Target target) {
        Map<String, String> now = new TreeMap<>(Corpus.read(target));
        now.replaceAll((text, outcome) -> Reading.of(target, text).outcome());
        if (UPDATE) {
            Corpus.write(target, now);
        }

        assertThat(Corpus.print(now))
                .as("%s; -Dcorpus.update=true records what is so now", Corpus.file(target))
                .isEqualTo(Corpus.print(Corpus.read(target)));
    }

    @Test
    void theCorpusIsNotSmall() {
        int texts = 0;
        for (Target target : Target.values()) {
            texts += Corpus.read(target).size();
        }

        assertThat(texts).isGreaterThan(300);
    }
}
