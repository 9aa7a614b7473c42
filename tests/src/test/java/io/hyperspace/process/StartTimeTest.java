package io.hyperspace.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.benchmark.Figures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How long a Machine takes from the command until it prints its ready line: a real run with the profile {@code benchmark}. */
class StartTimeTest {

    private static final Logger LOG = LoggerFactory.getLogger(StartTimeTest.class);
    private static final int ROUNDS = 5;
    private static final double ALONE = 5;
    private static final double JOINING = 15;

    @TempDir
    private Path folder;

    private Figures measure(int rounds) {
        Figures figures = new Figures();
        figures.atMost(ALONE, "standalone, on a new folder", seconds(rounds, this::alone), "s");
        figures.atMost(JOINING, "joining two others", seconds(rounds, this::joining), "s");
        LOG.info("from the command to the ready line:\n{}", figures);
        return figures;
    }

    /** The longest of so many starts: each is to keep the bound. */
    private static double seconds(int rounds, Function<Integer, MachineProcess> start) {
        double[] seconds = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            seconds[round] = start.apply(round).startTime().toNanos() / 1e9;
        }
        return Arrays.stream(seconds).max().orElseThrow();
    }

    private MachineProcess alone(int round) {
        Path own = made("alone-" + round);
        try (MachineProcess machine =
                MachineProcess.start("m1", own, List.of(), List.of("hyperspace.profile=standalone"))) {
            return machine;
        }
    }

    private MachineProcess joining(int round) {
        try (ProcessCluster cluster = ProcessCluster.start(2, made("joining-" + round))) {
            return cluster.join();
        }
    }

    private Path made(String name) {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @Tag("benchmark")
    void aMachineIsSoonReady() {
        assertThat(measure(ROUNDS).beyondBound()).isEmpty();
    }

    @Test
    void theMeasurementRuns() {
        assertThat(measure(1).toString().lines()).hasSize(2);
    }
}
