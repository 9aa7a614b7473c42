package io.hyperspace.benchmark.wave;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.benchmark.Figures;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Particles that crash in a loop, and their neighbours: a real run with {@code benchmark}, in every build a few. */
final class CrashLoopsTest {

    private static final Logger LOG = LoggerFactory.getLogger(CrashLoopsTest.class);

    @TempDir
    private Path folder;

    private Figures run(int count, int pings, int aSecond) throws Exception {
        Figures figures = new CrashLoops(folder, count, pings, aSecond).run();
        LOG.info("{} particles that crash at every wave, {} waves a second to them:\n{}", count, aSecond, figures);
        return figures;
    }

    @Test
    @Tag("benchmark")
    void theyCostTheirNeighboursNothing() throws Exception {
        assertThat(run(4_000, 20_000, 1_000).beyondBound()).isEmpty();
    }

    @Test
    void eachIsQuarantinedAfterItsBudgetAndItsNeighboursAnswer() throws Exception {
        assertThat(run(50, 1_000, 100).beyondBound())
                .noneMatch(figure ->
                        figure.contains("crashes: ") || figure.contains("Panic") || figure.contains("answers"));
    }
}
