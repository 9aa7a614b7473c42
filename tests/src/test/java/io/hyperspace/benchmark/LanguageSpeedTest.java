package io.hyperspace.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The measurements, started as tests: a real run with the profile {@code benchmark}, and in every build a taste of each so
 * that none of them rots.
 */
class LanguageSpeedTest {

    private static final Logger LOG = LoggerFactory.getLogger(LanguageSpeedTest.class);

    @Test
    @Tag("benchmark")
    void nothingIsSlowerThanItMayBe() throws RunnerException {
        Collection<RunResult> results = Benchmarks.run(1, 5, 2000);

        LOG.info("a second's operations on one core:\n{}", Benchmarks.table(results));
        assertThat(Benchmarks.belowFloor(results)).isEmpty();
    }

    @Test
    void everyMeasurementRuns() throws RunnerException {
        Collection<RunResult> results = Benchmarks.run(0, 1, 20);

        assertThat(results).hasSizeGreaterThan(10);
        assertThat(Benchmarks.table(results).lines()).hasSize(results.size());
    }
}
