package io.hyperspace.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.registry.directory.Directories;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.Point;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.cluster.sharding.ShardRegion.CurrentShardRegionState;
import org.apache.pekko.cluster.sharding.typed.GetShardRegionState;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Machine has only so many directories in memory, and those that left it are as good as before. */
final class DirectoriesInMemoryTest {

    private static final int LIMIT = 1_000;
    private static final int AT_ONCE = 250;
    private static final int PARENTS = 3_000;

    @TempDir
    private Path data;

    @Test
    void thoseThatWereUsedLongestAgoLeave() {
        String settings = "hyperspace.registry.directory.max-active = " + LIMIT;
        try (TestMachine machine = TestMachine.start(TestMachine.config(data, settings))) {
            machine.create("many", Kind.BASE);
            machine.registry()
                    .registerAll(IntStream.range(0, PARENTS)
                            .mapToObj(i -> TestMachine.registration("many:p-" + i, Kind.BASE, false))
                            .toList())
                    .toCompletableFuture()
                    .join();
            List<CompletionStage<?>> created = new ArrayList<>();
            for (int i = 0; i < PARENTS; i++) {
                created.add(machine.registry()
                        .register(TestMachine.registration("many:p-" + i + ":child", Kind.BASE, false)));
                if (created.size() == AT_ONCE) {
                    created.forEach(stage -> stage.toCompletableFuture().join());
                    created.clear();
                }
            }
            created.forEach(stage -> stage.toCompletableFuture().join());

            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> active(machine) <= LIMIT + 2);
            for (int i = 0; i < PARENTS; i += 100) {
                Point child = Point.parse("many:p-" + i + ":child");
                assertThat(machine.registry()
                                .record(child)
                                .toCompletableFuture()
                                .join()
                                .point())
                        .isEqualTo(child);
            }
        }
    }

    private static int active(TestMachine machine) {
        TestProbe<CurrentShardRegionState> probe = TestProbe.create(machine.system());
        ClusterSharding.get(machine.system())
                .shardState()
                .tell(new GetShardRegionState(Directories.KEY, probe.getRef()));
        return probe.receiveMessage(Duration.ofSeconds(10)).getShards().stream()
                .mapToInt(shard -> shard.getEntityIds().size())
                .sum();
    }
}
