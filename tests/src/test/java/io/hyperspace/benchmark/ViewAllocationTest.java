package io.hyperspace.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What a check on the way of a wave allocates does not grow with the grants that it rests on. */
final class ViewAllocationTest {

    private static final String BYTES = "gc.alloc.rate.norm";
    /** More than the key of a look-up, which the compiler may or may not do without; a byte a grant would be 1,000. */
    private static final double ONE_KEY = 64;

    @Test
    void aCheckAllocatesAsMuchForAThousandGrantsAsForOne() throws RunnerException {
        Map<String, Double> bytes = new TreeMap<>();
        for (RunResult result : new Runner(new OptionsBuilder()
                        .include(ViewBenchmark.class.getName() + "\\..*")
                        .forks(0)
                        .warmupIterations(3)
                        .warmupTime(TimeValue.milliseconds(500))
                        .measurementIterations(2)
                        .measurementTime(TimeValue.milliseconds(500))
                        .addProfiler(GCProfiler.class)
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run()) {
            bytes.put(
                    result.getParams().getParam("grants"),
                    Objects.requireNonNull(result.getSecondaryResults().get(BYTES))
                            .getScore());
        }

        assertThat(bytes).containsOnlyKeys("1", "1000");
        assertThat(bytes.values()).allSatisfy(each -> assertThat(each).isLessThan(ONE_KEY));
    }
}
