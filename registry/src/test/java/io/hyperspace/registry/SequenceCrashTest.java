package io.hyperspace.registry;

import static io.hyperspace.registry.TestMachine.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.Point;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Machine that dies takes numbers with it that were reserved, never one that was handed out. */
class SequenceCrashTest {

    private static final int POINTS = 12;
    private static final int BEFORE = 130;
    private static final int BLOCK = 100;

    @TempDir
    private Path data;

    @Test
    void aCrashLosesNoMoreThanABlock() {
        try (TestCluster cluster = TestCluster.start(3, data, "")) {
            Map<Point, Set<Long>> taken = new HashMap<>();
            List<Point> points = new ArrayList<>();
            for (int i = 0; i < POINTS; i++) {
                Point point = cluster.machine(0)
                        .create("numbers-" + i, Kind.SPACE)
                        .record()
                        .point();
                points.add(point);
                taken.put(point, new HashSet<>());
            }
            for (Point point : points) {
                for (int i = 0; i < BEFORE; i++) {
                    take(cluster, point, numbers(taken, point));
                }
            }

            cluster.kill(2);

            for (Point point : points) {
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> take(cluster, point, numbers(taken, point)));
                long last = numbers(taken, point).stream()
                        .mapToLong(Long::longValue)
                        .max()
                        .orElseThrow();
                assertThat(last - numbers(taken, point).size())
                        .as("numbers of %s that are lost", point)
                        .isBetween(0L, (long) BLOCK);
            }
        }
    }

    private static Set<Long> numbers(Map<Point, Set<Long>> taken, Point point) {
        return Objects.requireNonNull(taken.get(point));
    }

    /** Whether there was a number; that it is new is asserted. */
    private static boolean take(TestCluster cluster, Point point, Set<Long> taken) {
        try {
            long number = get(cluster.registry(0).next(point));
            assertThat(taken.add(number)).as("number %s of %s", number, point).isTrue();
            return true;
        } catch (HyperspaceException e) {
            assertThat(e.status()).isEqualTo(503);
            return false;
        }
    }
}
