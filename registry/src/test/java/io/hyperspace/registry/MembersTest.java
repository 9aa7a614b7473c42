package io.hyperspace.registry;

import static io.hyperspace.registry.TestMachine.fault;
import static io.hyperspace.registry.TestMachine.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.provision.MachineStatus;
import io.hyperspace.provision.Members;
import io.hyperspace.registry.membership.TableMembers;
import io.hyperspace.space.point.StarKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.apache.pekko.cluster.typed.Cluster;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("database")
class MembersTest {

    private TestCluster cluster;

    @BeforeEach
    void start(@TempDir Path data) {
        cluster = TestCluster.start(3, data, "pekko.cluster.roles = [star-maelstrom, star-jump, other]");
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    private Members members(int number) {
        TestMachine machine = cluster.machine(number);
        return TableMembers.of(machine.system(), machine.database().machines());
    }

    private String address(int number) {
        return Cluster.get(cluster.machine(number).system())
                .selfMember()
                .address()
                .toString();
    }

    @Test
    void tellsWhereEachMachineIsAndWhatItTakes() {
        var machines = get(members(1).machines());

        assertThat(machines).extracting(MachineStatus::name).containsExactly("m0", "m1", "m2");
        assertThat(machines).extracting(MachineStatus::address).containsExactly(address(0), address(1), address(2));
        assertThat(machines).allSatisfy(machine -> {
            assertThat(machine.state()).isEqualTo(MachineStatus.State.UP);
            assertThat(machine.lease()).isBetween(Duration.ofMillis(1), Duration.ofSeconds(3));
            assertThat(machine.draining()).isFalse();
            assertThat(machine.stars()).containsExactlyInAnyOrder(StarKind.MAELSTROM, StarKind.JUMP);
        });
    }

    @Test
    void aDrainIsKnownAtOnceWhereItIsOrderedAndSoonElsewhere() {
        get(members(0).drain("m1", true));

        assertThat(members(0).draining()).containsExactly(address(1));
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> members(1).draining().equals(Set.of(address(1))));
        assertThat(get(members(1).machines()))
                .extracting(MachineStatus::draining)
                .containsExactly(false, true, false);

        get(members(1).drain("m1", false));

        assertThat(members(1).draining()).isEmpty();
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> members(0).draining().isEmpty());
    }

    @Test
    void nobodyDrainsWhoIsNotThere() {
        assertThat(fault(members(0).drain("m3", true)).status()).isEqualTo(404);

        cluster.machine(1).close();

        assertThat(fault(members(0).drain("m1", true)).code()).isEqualTo("E0737");
    }

    @Test
    void aMachineThatIsLostIsListedUntilItIsFenced() {
        cluster.kill(1);

        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                        get(members(0).machines()))
                .extracting(MachineStatus::state)
                .contains(MachineStatus.State.UNREACHABLE));
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                        get(members(0).machines()))
                .extracting(MachineStatus::name)
                .containsExactly("m0", "m2"));
    }
}
