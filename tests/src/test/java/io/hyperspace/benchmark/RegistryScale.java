package io.hyperspace.benchmark;

import com.typesafe.config.Config;
import io.hyperspace.provision.Registry;
import io.hyperspace.provision.StubStream;
import io.hyperspace.registry.OfflineRegistry;
import io.hyperspace.registry.TestDatabase;
import io.hyperspace.registry.TestMachine;
import io.hyperspace.registry.directory.Directories;
import io.hyperspace.registry.index.IndexRebuild;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.particle.PropertyChange;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.security.Grant;
import io.hyperspace.space.selector.Selector;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.cluster.sharding.ShardRegion.CurrentShardRegionState;
import org.apache.pekko.cluster.sharding.typed.GetShardRegionState;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.stream.javadsl.Sink;
import org.awaitility.Awaitility;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills a Registry through its public API, with so many children of one wide parent and as many points over a hundredth of
 * so many parents, and measures what that takes and what it is then like.
 */
final class RegistryScale {

    private static final Logger LOG = LoggerFactory.getLogger(RegistryScale.class);
    private static final int LARGEST = 25;
    private static final int ROUNDS = 7;
    private static final int BATCH = 100;
    private static final int WIDE_BATCH = 2_000;
    private static final int AT_ONCE = 256;
    private static final int BATCHES_AT_ONCE = 16;
    private static final int FULL = 10_000;
    /** So few that there are snapshots. */
    private static final int FULL_BATCH = 20;

    private static final int FULL_DIRECTORIES = 8;
    private static final Agent BOB = Agent.of(Point.parse("hyperspace:users:bob"));
    private static final String SETTINGS = """
            pekko.actor.serialize-messages = off
            hyperspace.registry.directory.passivate-after = %ds
            """;
    /** So many points take so long that directories would be idle between two rounds. */
    private static final int MANY = 10_000;

    private final int points;
    private final Config config;
    private final boolean isPostgres = TestDatabase.chosen() == TestDatabase.POSTGRES;
    private final Figures figures = new Figures();

    RegistryScale(Path data, int points) {
        this.points = points;
        String settings = SETTINGS.formatted(points < MANY ? 5 : 120);
        this.config = TestMachine.config(data, settings + TestDatabase.chosen().config(data));
    }

    Figures run() throws Exception {
        figures.told("points below one wide parent, and over " + parents() + " parents", points, "each");
        try (TestMachine machine = TestMachine.start(config)) {
            machine.create("hyperspace:users:bob", Kind.USER);
            for (String space : List.of("many", "alone", "full", "some")) {
                Registry.Registration wide = TestMachine.registration(
                        space, Kind.BASE, false, new PropertyChange.Set("wide", "true", false));
                Measure.get(machine.registry().register(wide));
            }
            double before = Measure.heap();
            creating(machine);
            wide(machine);
            awaitIdle(machine);
            figures.atMost(200, "heap of the Registry with everything idle", Measure.heap() - before, "MiB");
            LOG.info("what that heap is full of:\n{}", Measure.largestClasses(LARGEST));
            full(machine);
            some(machine);
        }
        try (TestMachine machine = TestMachine.start(config)) {
            recovering(machine);
            selecting(machine);
            manyHops(machine);
            snapshots(machine);
        }
        rebuilding();
        return figures;
    }

    private int parents() {
        return Math.max(1, points / 100);
    }

    private static List<Registry.Registration> children(String parent, int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(i -> TestMachine.registration(parent + ":child-" + i, Kind.BASE, false))
                .toList();
    }

    /** Creates against plain actors, as many as there are parents, that store as many events; in turns. */
    private void creating(TestMachine machine) throws Exception {
        try (PlainActors plain = PlainActors.start(machine.database().dataSource(), isPostgres, parents())) {
            Pairs batches = new Pairs();
            for (int round = 0; round < ROUNDS; round++) {
                batch(machine.registry(), plain, batches, parents() * round / ROUNDS, parents() * (round + 1) / ROUNDS);
            }
            batches.tell("creates in batches of " + BATCH);
            figures.atLeast(0.7, "creates in batches against plain persistent actors", batches.ratio(), "times");
            Pairs singles = new Pairs();
            for (int round = 0; round < ROUNDS; round++) {
                one(machine.registry(), plain, singles, round);
            }
            singles.tell("creates one by one");
            figures.told("creates one by one against plain persistent actors", singles.ratio(), "times");
        }
    }

    /** Rates of the Registry and of plain actors, a second's worth, as they were measured in turns. */
    private final class Pairs {

        private final List<Double> ours = new ArrayList<>();
        private final List<Double> plain = new ArrayList<>();

        private void tell(String what) {
            figures.told("events of plain persistent actors on the stock journal", median(plain), "/s");
            figures.told(what, median(ours), "/s");
        }

        private double ratio() {
            return median(ours) / median(plain);
        }

        private static double median(List<Double> values) {
            return Measure.median(values.stream().mapToDouble(value -> value).toArray());
        }
    }

    private void batch(Registry registry, PlainActors plain, Pairs pairs, int first, int last) throws Exception {
        int events = (last - first) * BATCH;
        pairs.plain.add(events * 1000.0 / plain(plain, events));
        Measure.get(registry.registerAll(IntStream.range(first, last)
                .mapToObj(n -> TestMachine.registration("many:dir-" + n, Kind.BASE, false))
                .toList()));
        pairs.ours.add(events
                * 1000.0
                / Measure.millis(() -> Measure.all(
                        last - first,
                        BATCHES_AT_ONCE,
                        n -> registry.registerAll(children("many:dir-" + (first + n), 0, BATCH)))));
    }

    private void one(Registry registry, PlainActors plain, Pairs pairs, int round) throws Exception {
        int events = Math.max(200, points / 100);
        pairs.plain.add(events * 1000.0 / plain(plain, events));
        pairs.ours.add(events
                * 1000.0
                / Measure.millis(() -> Measure.all(
                        events,
                        AT_ONCE,
                        n -> registry.register(TestMachine.registration(
                                "many:dir-" + n % parents() + ":alone-" + round + "-" + n, Kind.BASE, false)))));
    }

    private static double plain(PlainActors plain, int events) throws Exception {
        return Measure.millis(() -> Measure.all(events, AT_ONCE, n -> plain.store(n, "many:dir-" + n + ":child-" + n)));
    }

    private void wide(TestMachine machine) throws Exception {
        int batch = Math.min(WIDE_BATCH, points);
        double millis = Measure.millis(() -> Measure.all(
                points / batch, 4, n -> machine.registry().registerAll(children("alone", n * batch, batch))));
        figures.told("creates below one wide parent in batches of " + batch, points / millis * 1000, "/s");
    }

    private static void awaitIdle(TestMachine machine) {
        TestProbe<CurrentShardRegionState> probe = TestProbe.create(machine.system());
        Awaitility.await()
                .atMost(Duration.ofMinutes(10))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    ClusterSharding.get(machine.system())
                            .shardState()
                            .tell(new GetShardRegionState(Directories.KEY, probe.getRef()));
                    return probe.receiveMessage(Duration.ofMinutes(1)).getShards().stream()
                            .allMatch(shard -> shard.getEntityIds().isEmpty());
                });
    }

    private int full() {
        return Math.min(FULL, points);
    }

    /** Directories as full as they may be. */
    private void full(TestMachine machine) throws Exception {
        for (int dir = 0; dir < FULL_DIRECTORIES; dir++) {
            String parent = "full:dir-" + dir;
            machine.create(parent, Kind.BASE);
            Measure.all(full() / FULL_BATCH, 4, n -> machine.registry()
                    .registerAll(children(parent, n * FULL_BATCH, FULL_BATCH)));
        }
    }

    /** From the first message to the answer of a directory that is not in memory. The first two warm up. */
    private void recovering(TestMachine machine) throws Exception {
        double[] took = new double[FULL_DIRECTORIES - 2];
        for (int dir = 0; dir < FULL_DIRECTORIES; dir++) {
            Point child = Point.parse("full:dir-" + dir + ":child-7");
            double millis = Measure.millis(() -> Measure.get(machine.registry().record(child)));
            if (dir >= 2) {
                took[dir - 2] = millis;
            }
        }
        figures.atMost(100, "a directory of " + full() + " recovers", Measure.median(took), "ms");
    }

    private int somePoints() {
        return Math.min(10_000, points);
    }

    /** A thousand directories of ten, with grants at three levels. */
    private void some(TestMachine machine) throws Exception {
        int dirs = somePoints() / 10;
        machine.create("some:app", Kind.BASE);
        Measure.get(machine.registry()
                .registerAll(IntStream.range(0, dirs)
                        .mapToObj(n -> TestMachine.registration("some:app:dir-" + n, Kind.BASE, false))
                        .toList()));
        Measure.all(dirs, BATCHES_AT_ONCE, n -> machine.registry().registerAll(children("some:app:dir-" + n, 0, 10)));
        for (String on : List.of("some+:**", "some:app+:**", "some:app:*")) {
            Measure.get(machine.registry()
                    .grant(new Grant(
                            Ulid.next(),
                            Grant.Rule.parse("perm +cSd-Rwx"),
                            Language.selector(on),
                            Language.selector("hyperspace:users:*<User>"),
                            Agent.HYPERUSER)));
        }
    }

    private void selecting(TestMachine machine) throws Exception {
        double[] first = new double[ROUNDS];
        double[] all = new double[ROUNDS];
        for (int i = -ROUNDS; i < ROUNDS; i++) {
            AtomicLong came = new AtomicLong();
            long start = System.nanoTime();
            int found = Measure.get(
                    StubStream.of(machine.registry(), Registry.Query.now(Language.selector("some:app:*:*"), BOB))
                            .map(stub -> came.compareAndSet(0, System.nanoTime()))
                            .runWith(Sink.fold(0, (count, one) -> count + 1), machine.system()));
            if (found != somePoints()) {
                throw new IllegalStateException("found " + found);
            }
            if (i >= 0) {
                first[i] = (came.get() - start) / 1e6;
                all[i] = (System.nanoTime() - start) / 1e6;
            }
        }
        String what = "select of " + somePoints() + " in inactive directories, not by an owner: ";
        figures.atMost(50, what + "first", Measure.median(first), "ms");
        figures.atMost(500, what + "all", Measure.median(all), "ms");
    }

    /** It finds nothing, having looked at everything, or is refused when that takes too long. */
    private void manyHops(TestMachine machine) throws Exception {
        Selector hops = Language.selector("alone" + ":**".repeat(62) + ":none");
        double millis = Measure.millis(() -> {
            try {
                Measure.get(machine.registry().select(Registry.Query.now(hops, Agent.HYPERUSER), null, 10));
            } catch (java.util.concurrent.ExecutionException e) {
                if (HyperspaceException.faultOf(e).status() != 408) {
                    throw e;
                }
            }
        });
        figures.atMost(11_000, "select by 64 hops over the wide tree ends after", millis, "ms");
    }

    private void snapshots(TestMachine machine) throws Exception {
        long largest = Measure.get(machine.database().query(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                            "SELECT COALESCE(MAX(OCTET_LENGTH(\"snapshot_payload\")), 0) FROM \"snapshot\"");
                    ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }));
        figures.atMost(4 * 1024, "the largest snapshot", largest / 1024.0, "KiB");
    }

    private void rebuilding() {
        long start = System.nanoTime();
        IndexRebuild.Outcome outcome = OfflineRegistry.rebuildIndex(config);
        figures.told(
                "rows that the index has, built again from " + outcome.events() + " events",
                (double) outcome.records(),
                "rows");
        figures.told("building it again takes", (System.nanoTime() - start) / 1e9, "s");
        figures.atMost(0, "rows that then differ", (double) outcome.differing(), "rows");
    }
}
