package io.hyperspace.registry;

import static io.hyperspace.registry.TestMachine.get;
import static io.hyperspace.registry.TestMachine.registration;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.registry.database.MachineRow;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.Point;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("database")
class MachinesTest {

    private static final int SPACES = 12;

    private TestCluster cluster;

    @BeforeEach
    void start(@TempDir Path data) {
        cluster = TestCluster.start(3, data, "");
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    private void createSpaces() {
        for (int i = 0; i < SPACES; i++) {
            get(cluster.registry(i % 3).register(registration("space-" + i, Kind.SPACE, false)));
            get(cluster.registry(i % 3).register(registration("space-" + i + ":a", Kind.BASE, false)));
        }
    }

    private List<MachineRow> rows(int from) {
        return get(cluster.machine(from).database().machines().unfenced());
    }

    @Test
    void whatAKilledMachineHadStartsElsewhereOnceItIsFenced() {
        createSpaces();
        assertThat(rows(0)).hasSize(3).allMatch(MachineRow::isMember).allMatch(MachineRow::isLive);

        cluster.kill(2);

        for (int i = 0; i < SPACES; i++) {
            String child = "space-" + i + ":b";
            Awaitility.await()
                    .atMost(Duration.ofSeconds(40))
                    .ignoreExceptions()
                    .until(() -> get(cluster.registry(0).register(registration(child, Kind.BASE, true))) != null);
        }
        assertThat(rows(1)).extracting(MachineRow::name).containsExactly("m0", "m1");
        assertThat(cluster.machine(0).database().lease().isHeld()).isTrue();
        assertThat(cluster.machine(2).database().lease().isHeld()).isFalse();
    }

    @Test
    void aMachineThatWasPausedForTooLongStoresNothingWhenItGoesOn() {
        createSpaces();

        cluster.pause(2);
        Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> rows(0).size() == 2);
        cluster.resume(2);

        assertThat(cluster.machine(2).database().lease().isHeld()).isFalse();
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> cluster.machine(2).database().lease().isLost());
        for (int i = 0; i < SPACES; i++) {
            Point point = Point.parse("space-" + i + ":a");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(40))
                    .ignoreExceptions()
                    .until(() -> get(cluster.registry(0).record(point)).point().equals(point));
        }
    }

    @Test
    void aMachineThatIsClosedIsFencedAtOnce() {
        createSpaces();

        cluster.machine(1).close();

        assertThat(rows(0)).extracting(MachineRow::name).containsExactly("m0", "m2");
        for (int i = 0; i < SPACES; i++) {
            get(cluster.registry(2).register(registration("space-" + i + ":c", Kind.BASE, true)));
        }
    }
}
