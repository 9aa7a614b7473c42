package io.hyperspace.benchmark.wave;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.benchmark.Figures;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waves beside plain sharded actors: a real run with the profile {@code benchmark}, and in every build a taste of it. */
final class WaveSpeedTest {

    private static final Logger LOG = LoggerFactory.getLogger(WaveSpeedTest.class);

    @TempDir
    private Path folder;

    private Figures run(int times, int idleSeconds) throws Exception {
        Figures figures = new WaveSpeed(folder, times, idleSeconds).run();
        LOG.info("waves on one Machine:\n{}", figures);
        return figures;
    }

    @Test
    @Tag("benchmark")
    void wavesKeepUpWithPlainActors() throws Exception {
        assertThat(run(Integer.getInteger("waves", 200_000), 60).beyondBound()).isEmpty();
    }

    @Test
    void theMeasurementRuns() throws Exception {
        assertThat(run(1_000, 2).toString().lines()).hasSize(15);
    }
}
