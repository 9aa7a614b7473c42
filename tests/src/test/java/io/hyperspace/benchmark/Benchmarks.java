package io.hyperspace.benchmark;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the measurements of this package. */
final class Benchmarks {

    private Benchmarks() {}

    /**
     * Runs those that a system property names, or all.
     *
     * @param forks how many processes of their own each gets; 0 to stay in this one
     * @param millis how long a round lasts, of which there are {@code rounds} to warm up and as many that count
     */
    static Collection<RunResult> run(int forks, int rounds, long millis) throws RunnerException {
        String which = System.getProperty("benchmark", "");
        return new Runner(new OptionsBuilder()
                        .include(Benchmarks.class.getPackageName() + "\\..*" + which)
                        .forks(forks)
                        .warmupIterations(rounds)
                        .warmupTime(TimeValue.milliseconds(millis))
                        .measurementIterations(rounds)
                        .measurementTime(TimeValue.milliseconds(millis))
                        .shouldFailOnError(true)
                        .verbosity(forks == 0 ? VerboseMode.SILENT : VerboseMode.NORMAL)
                        .build())
                .run();
    }

    /** A table of what was measured: a second's operations, and how many times the floor that is. */
    static String table(Collection<RunResult> results) {
        StringBuilder out = new StringBuilder();
        for (RunResult result : results) {
            Result<?> rate = result.getPrimaryResult();
            String name = result.getParams().getBenchmark();
            long floor = floor(name);
            out.append(String.format(
                    Locale.ROOT,
                    "%-50s %,15.0f/s ± %,12.0f  %s%n",
                    name.substring(Benchmarks.class.getPackageName().length() + 1),
                    rate.getScore(),
                    rate.getScoreError(),
                    floor == 0
                            ? ""
                            : String.format(
                                    Locale.ROOT, "%.1f times the floor of %,d", rate.getScore() / floor, floor)));
        }
        return out.toString();
    }

    /** The names of those that are slower than they may be. */
    static List<String> belowFloor(Collection<RunResult> results) {
        return results.stream()
                .filter(result -> result.getPrimaryResult().getScore()
                        < floor(result.getParams().getBenchmark()))
                .map(result -> result.getParams().getBenchmark())
                .toList();
    }

    private static long floor(String name) {
        int dot = name.lastIndexOf('.');
        try {
            return Class.forName(name.substring(0, dot))
                    .getDeclaredMethod(name.substring(dot + 1))
                    .getAnnotation(Floor.class)
                    .value();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(name + " has no floor", e);
        }
    }
}
