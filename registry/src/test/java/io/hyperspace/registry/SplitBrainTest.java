package io.hyperspace.registry;

import static io.hyperspace.registry.TestMachine.fault;
import static io.hyperspace.registry.TestMachine.get;
import static io.hyperspace.registry.TestMachine.registration;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.gate.GatedDriver;
import io.hyperspace.registry.database.MachineRow;
import io.hyperspace.space.kind.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines that all run and reach the database, but do not hear each other. */
@Tag("database")
class SplitBrainTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String CAN_BE_CUT = "pekko.remote.artery.advanced.test-mode = on";

    private static boolean hasEnded(TestCluster cluster, int number) {
        return cluster.machine(number).system().whenTerminated().isCompleted();
    }

    private static List<Integer> survivors(TestCluster cluster) {
        return IntStream.range(0, cluster.size())
                .filter(number -> !hasEnded(cluster, number))
                .boxed()
                .toList();
    }

    private static List<String> mayStore(TestCluster cluster, int from) {
        return get(cluster.machine(from).database().machines().unfenced()).stream()
                .map(MachineRow::name)
                .toList();
    }

    @Test
    void ofTwoExactlyOneGoesOn(@TempDir Path data) {
        try (TestCluster cluster = TestCluster.start(2, data, CAN_BE_CUT)) {

            cluster.cut(0, 1);

            Awaitility.await().atMost(PATIENCE).until(() -> survivors(cluster).size() == 1);
            int left = survivors(cluster).get(0);
            Awaitility.await().atMost(PATIENCE).until(() -> mayStore(cluster, left)
                    .equals(List.of("m" + left)));
            Awaitility.await()
                    .atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> get(cluster.registry(left).register(registration("after", Kind.SPACE, true))) != null);
            assertThat(survivors(cluster)).containsExactly(left);
            assertThat(cluster.machine(1 - left).database().lease().isHeld()).isFalse();
        }
    }

    @Test
    void ofThreeTheTwoThatHearEachOtherGoOn(@TempDir Path data) {
        try (TestCluster cluster = TestCluster.start(3, data, CAN_BE_CUT)) {

            cluster.cut(0, 1);
            cluster.cut(2, 1);

            Awaitility.await().atMost(PATIENCE).until(() -> hasEnded(cluster, 1));
            Awaitility.await().atMost(PATIENCE).until(() -> mayStore(cluster, 0).equals(List.of("m0", "m2")));
            assertThat(survivors(cluster)).containsExactly(0, 2);
        }
    }

    @Test
    void whoeverIsCutOffFromTheDatabaseTooLeavesTheOtherInPeace(@TempDir Path data) {
        try (TestCluster cluster = TestCluster.start(2, data, CAN_BE_CUT)) {

            GatedDriver.breakOff(cluster.gate(0));
            cluster.cut(0, 1);

            Awaitility.await().atMost(PATIENCE).until(() -> hasEnded(cluster, 0));
            Awaitility.await().atMost(PATIENCE).until(() -> mayStore(cluster, 1).equals(List.of("m1")));
            assertThat(survivors(cluster)).containsExactly(1);
            assertThat(fault(cluster.registry(0).register(registration("never", Kind.SPACE, true)))
                            .status())
                    .isEqualTo(503);
            GatedDriver.mend(cluster.gate(0));
        }
    }

    @Test
    void oneThatIsAloneStaysWhenItLosesTheDatabase(@TempDir Path data) {
        try (TestCluster cluster = TestCluster.start(1, data, "")) {

            GatedDriver.breakOff(cluster.gate(0));
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> !cluster.machine(0).database().lease().isHeld());
            GatedDriver.mend(cluster.gate(0));

            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> cluster.machine(0).database().lease().isHeld());
            assertThat(survivors(cluster)).containsExactly(0);
        }
    }
}
