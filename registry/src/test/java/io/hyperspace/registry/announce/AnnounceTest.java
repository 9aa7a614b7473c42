package io.hyperspace.registry.announce;

import static io.hyperspace.registry.TestMachine.fault;
import static io.hyperspace.registry.TestMachine.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hyperspace.provision.Change;
import io.hyperspace.registry.Heard;
import io.hyperspace.registry.TestCluster;
import io.hyperspace.registry.database.Database;
import io.hyperspace.registry.database.MachineRow;
import io.hyperspace.registry.database.Machines;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.particle.PropertyChange;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.security.Grant;
import io.hyperspace.space.security.Permissions;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AnnounceTest {

    private static final Point HALL = Point.parse("hall");
    private static final Change OF_HALL = new Change.OfAccess(HALL);
    /** A Machine that is slow to acknowledge is told again; here each telling is counted. */
    private static final String TOLD_ONCE = "hyperspace.registry.announce.repeat-every = 30s";

    @Test
    void whatIsEndedIsForgottenOnEveryMachineBeforeItIsAnswered(@TempDir Path data) {
        try (TestCluster cluster = TestCluster.start(3, data, TOLD_ONCE)) {
            cluster.machine(0).create("hall", Kind.SPACE);
            List<Heard> heard = listen(cluster);

            for (int i = 0; i < 30; i++) {
                Grant grant = get(cluster.registry(i % 3).grant(grant()));
                int before = i;
                heard.forEach(one -> await().until(() -> count(one) == before * 2 + 1));

                get(cluster.registry((i + 1) % 3).revoke(grant.id()));

                assertThat(heard).allSatisfy(one -> assertThat(count(one)).isEqualTo(before * 2 + 2));
            }

            var changed =
                    get(cluster.registry(0).setProperties(HALL, List.of(new PropertyChange.Set("bind", "a:b", false))));
            Change ofRecord = new Change.OfRecord(HALL, changed.incarnation(), changed.revision());
            assertThat(heard).allSatisfy(one -> assertThat(one.changes()).contains(ofRecord));
        }
    }

    @Test
    void whoAsksAgainForWhatHasEndedHearsOfItOnlyWhenAllHaveBeenToldAgain(@TempDir Path data) {
        try (TestCluster cluster = TestCluster.start(2, data, TOLD_ONCE)) {
            cluster.machine(0).create("hall", Kind.SPACE);
            Grant grant = get(cluster.registry(0).grant(grant()));
            get(cluster.registry(0).revoke(grant.id()));
            List<Heard> heard = listen(cluster);

            assertThat(get(cluster.registry(1).revoke(grant.id()))).isEqualTo(grant);

            assertThat(heard).allSatisfy(one -> assertThat(count(one)).isEqualTo(1));
        }
    }

    @Test
    void aMachineThatIsSilentIsWaitedForUntilItIsFenced(@TempDir Path data) {
        try (TestCluster cluster = TestCluster.start(3, data, "hyperspace.registry.announce.under-way = 1")) {
            cluster.machine(0).create("hall", Kind.SPACE);
            Grant first = get(cluster.registry(0).grant(grant()));
            Grant second = get(cluster.registry(0).grant(grant()));
            int silent = whoHoldsNothingOf(cluster);
            List<Heard> heard = listen(cluster);
            cluster.kill(silent);

            int asking = (silent + 1) % 3;
            CompletionStage<Grant> revoked = cluster.registry(asking).revoke(first.id());
            await().untilAsserted(() -> assertThat(heard.get(asking).changes()).contains(OF_HALL));

            assertThat(fault(cluster.registry(asking).revoke(second.id())).code())
                    .isEqualTo("E0224");
            assertThat(revoked.toCompletableFuture()).isNotDone();
            assertThat(cluster.machine(silent).database().lease().isHeld()).isTrue();

            await().atMost(Duration.ofSeconds(25))
                    .until(() -> revoked.toCompletableFuture().isDone());
            assertThat(get(revoked)).isEqualTo(first);
            assertThat(cluster.machine(silent).database().lease().isHeld()).isFalse();
            assertThat(get(cluster.machine(asking).database().machines().unfenced()))
                    .hasSize(2);
            assertThat(heard.get(asking).changes()).contains(new Change.OfEverything());
            assertThat(get(cluster.registry(asking).grant(second.id()))).isEqualTo(second);
        }
    }

    @Test
    void aMachineThatIsFencedBeforeItsLeaseHasRunOutIsWaitedForUntilItHas(@TempDir Path data) throws SQLException {
        try (TestCluster cluster = TestCluster.start(3, data, "")) {
            cluster.machine(0).create("hall", Kind.SPACE);
            Grant grant = get(cluster.registry(0).grant(grant()));
            int silent = whoHoldsNothingOf(cluster);
            int asking = (silent + 1) % 3;
            Machines machines = cluster.machine(asking).database().machines();
            Ulid lost = cluster.machine(silent).database().machines().self();
            MachineRow row = get(machines.unfenced()).stream()
                    .filter(one -> one.incarnation().equals(lost))
                    .findFirst()
                    .orElseThrow();
            cluster.kill(silent);

            assertThat(get(machines.fence(Objects.requireNonNull(row.address()), row.uid())))
                    .isEqualTo(1);
            long leaseUntil = leaseUntil(cluster.machine(asking).database(), lost);
            assertThat(get(machines.unfenced()))
                    .extracting(MachineRow::incarnation)
                    .doesNotContain(lost);
            assertThat(get(machines.acting()))
                    .extracting(MachineRow::incarnation)
                    .contains(lost);
            CompletionStage<Long> answered =
                    cluster.registry(asking).revoke(grant.id()).thenApply(revoked -> System.currentTimeMillis());

            assertThat(get(answered)).isGreaterThanOrEqualTo(leaseUntil);
            assertThat(cluster.machine(silent).database().lease().isHeld()).isFalse();
        }
    }

    /** When the lease of a Machine ends, on the database's clock, which is that of this computer. */
    private static long leaseUntil(Database database, Ulid machine) throws SQLException {
        return database.transaction(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT lease_until FROM machine WHERE incarnation = ?")) {
                select.setString(1, machine.toString());
                try (ResultSet found = select.executeQuery()) {
                    found.next();
                    return found.getLong(1);
                }
            }
        });
    }

    private static List<Heard> listen(TestCluster cluster) {
        List<Heard> heard = new ArrayList<>();
        for (int i = 0; i < cluster.size(); i++) {
            Heard one = new Heard();
            cluster.registry(i).onChange(one);
            heard.add(one);
        }
        return heard;
    }

    private static long count(Heard heard) {
        return heard.changes().stream().filter(OF_HALL::equals).count();
    }

    /** A Machine on which no directory lives that the test needs. */
    private static int whoHoldsNothingOf(TestCluster cluster) {
        return IntStream.range(0, cluster.size())
                .filter(number -> !cluster.holdsDirectories(number))
                .findFirst()
                .orElseThrow();
    }

    private static Grant grant() {
        return new Grant(
                Ulid.next(),
                new Grant.OrMask(Permissions.parse("csd-rwX")),
                Language.selector("hall"),
                Language.selector("*"),
                Agent.HYPERUSER);
    }
}
