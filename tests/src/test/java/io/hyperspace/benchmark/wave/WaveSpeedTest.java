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

    private Figures far(int times) throws Exception {
        Figures figures = new FarSpeed(folder.resolve("far"), times).run();
        LOG.info("waves to another JVM:\n{}", figures);
        return figures;
    }

    private Figures durable(int times) throws Exception {
        Figures figures = new DurableSpeed(folder.resolve("durable"), times).run();
        LOG.info("durable waves:\n{}", figures);
        return figures;
    }

    @Test
    @Tag("benchmark")
    void wavesKeepUpWithPlainActors() throws Exception {
        assertThat(run(Integer.getInteger("waves", 200_000), 60).beyondBound()).isEmpty();
    }

    @Test
    @Tag("benchmark")
    void wavesToAnotherJvmKeepUpWithPlainActors() throws Exception {
        assertThat(far(Integer.getInteger("waves", 100_000)).beyondBound()).isEmpty();
    }

    @Test
    @Tag("benchmark")
    void durableWavesKeepUpWithPlainPersistentActors() throws Exception {
        assertThat(durable(Integer.getInteger("durable.waves", 20_000)).beyondBound())
                .isEmpty();
    }

    @Test
    void theMeasurementsOfOtherJvmsAndOfDurableWavesRun() throws Exception {
        assertThat(far(500).toString().lines()).hasSize(10);
        assertThat(durable(200).toString().lines()).hasSize(5);
    }

    @Test
    void theMeasurementRuns() throws Exception {
        assertThat(run(1_000, 2).toString().lines()).hasSize(23);
    }
}
