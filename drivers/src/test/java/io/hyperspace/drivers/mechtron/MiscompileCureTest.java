package io.hyperspace.drivers.mechtron;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Compiled guests compute what interpreted ones do, in a fresh JVM that nobody told how to compile them, as it is where
 * somebody embeds a Hyperverse; {@code -Xbatch} only makes hot code wait until it is compiled. Without the cure about one
 * function in 200 is wrong on Java 17. Set {@code -Dhyperspace.seed} to repeat a run.
 */
final class MiscompileCureTest {

    private static final long SEED = Long.getLong("hyperspace.seed", System.nanoTime());
    private static final int SECONDS = Integer.getInteger("hyperspace.fuzz.seconds", 11);

    /** Modules from this seed on have wrong functions on an uncured Java 17. */
    private static final String KNOWN_BAD_SEED = "300";

    @Test
    void compiledGuestsComputeWhatInterpretedOnesDo() throws IOException, InterruptedException {
        Process fuzz = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xbatch",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        MiscompileFuzz.class.getName(),
                        Integer.toString(SECONDS),
                        KNOWN_BAD_SEED,
                        Long.toString(SEED))
                .redirectErrorStream(true)
                .start();

        String output = new String(fuzz.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(fuzz.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(fuzz.exitValue()).as("seed %d: %s", SEED, output).isZero();
        assertThat(output).contains("wrong=0").doesNotContain("interpreted, which is slow");
        assertThat(Integer.parseInt(output.replaceAll("(?s).*functions=(\\d+).*", "$1")))
                .as(output)
                .isGreaterThan(20);
    }
}
