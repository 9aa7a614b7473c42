package io.hyperspace.finality;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.finality.FinalChange.Scene;
import io.hyperspace.provision.Registry;
import io.hyperspace.provision.Registry.Registration;
import io.hyperspace.registry.TestDatabase;
import io.hyperspace.registry.directory.Directories;
import io.hyperspace.space.command.Command;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.testkit.HyperverseExtension;
import io.hyperspace.testkit.MachinesExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.cluster.sharding.ShardRegion;
import org.apache.pekko.cluster.sharding.typed.GetShardRegionState;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Three Machines hammer a particle as one agent while what allows it is taken away. From the instant when that is answered
 * nothing enters by the old rule. The particle itself notes when each wave reaches its core: its actor judges and handles
 * one wave after the other, so at most one that was judged before the instant may be noted after it.
 */
@Tag("long")
final class FinalChangesTest {

    private static final Logger LOG = LoggerFactory.getLogger(FinalChangesTest.class);
    private static final WitnessDriver WITNESS = new WitnessDriver();
    private static final int ANSWERS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    static final MachinesExtension MACHINES = HyperverseExtension.machines(3)
            .driver(services -> WITNESS)
            .database(TestDatabase.shared().url(Path.of("final-changes")))
            .config("""
                    hyperspace.registry.ask-timeout = 3s
                    hyperspace.star.counts {
                      central = 1, super = 1, nexus = 1, maelstrom = 3, scribe = 1, jump = 1, fold = 1
                    }
                    pekko.actor.serialize-messages = on
                    """)
            .config(TestDatabase.shared().credentials());

    private enum Trouble {
        NONE,
        KILL,
        PAUSE
    }

    private final long seed = Long.getLong("hyperspace.test.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @BeforeAll
    static void prepare(@TempDir Path bundle) throws Exception {
        Path binds = Files.createDirectories(bundle.resolve("bind"));
        Files.writeString(
                binds.resolve("closed.bind"), "Bind(version=1.0.0) { Route -> { Ext<Say>(auth) -> (()) => &; } }");
        for (String command : List.of("create hall<Space>", "create repo<Repo>", "create repo:hall<BundleSeries>")) {
            MACHINES.machine(0).command(command).orThrow();
        }
        MACHINES.machine(0).publish(bundle, "repo:hall:1.0.0").orThrow();
    }

    @ParameterizedTest
    @EnumSource
    void fromTheInstantThatAChangeIsAnsweredNothingEntersByTheOldRule(FinalChange change) {
        rounds(change, 20, 3);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("soak")
    void fromTheInstantThatAChangeIsAnsweredNothingEntersByTheOldRuleInManyRounds(FinalChange change) {
        rounds(change, 200, 20);
    }

    private void rounds(FinalChange change, int count, int troubled) {
        int every = count / troubled;
        for (int i = 0; i < count; i++) {
            boolean isTroubled = i % every == every - 1 && i / every < troubled;
            Trouble trouble = !isTroubled ? Trouble.NONE : random.nextBoolean() ? Trouble.KILL : Trouble.PAUSE;
            long began = System.nanoTime();
            round(change, trouble, "-Dhyperspace.test.seed=" + seed + ", " + change + ", round " + i + ", " + trouble);
            LOG.info("{} {} {}: {} ms", change, i, trouble, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
        }
    }

    private void round(FinalChange change, Trouble trouble, String name) {
        MACHINES.awaitTogether();
        Scene scene = scene();
        settled(() -> change.allow(registry(), scene));
        int asking = random.nextInt(MACHINES.count());
        int struck = struck(change, scene, trouble);
        try (Hammer hammer = Hammer.start(MACHINES, scene.point(), change.agent(scene))) {
            long start = System.nanoTime();
            IntStream.range(0, MACHINES.count()).forEach(i -> hammer.awaitAnswers(i, start, 200, ANSWERS));

            strike(trouble, struck, asking, change, scene);
            long instant = System.nanoTime();

            for (int i = 0; i < MACHINES.count(); i++) {
                if (MACHINES.isUp(i)) {
                    hammer.awaitAnswers(i, instant, change.refusal(), ANSWERS);
                }
            }
            if (trouble == Trouble.PAUSE) {
                MACHINES.resume(struck);
                // Held after it had heard of the change, and for less than its lease lasts, it refuses like the others.
                hammer.awaitAnswers(struck, instant, Set.of(503, change.refusal()), 1);
            }
            hammer.end();
            assertThat(WITNESS.handled(scene.point()).stream().filter(time -> time - instant > 0))
                    .as(name)
                    .hasSizeLessThanOrEqualTo(1);
            assertThat(hammer.sentAfter(instant))
                    .as(name)
                    .noneMatch(hit -> hit.status() == 200)
                    .allMatch(hit -> trouble != Trouble.NONE || hit.status() == change.refusal());
        }
        heal(trouble, struck);
    }

    private Scene scene() {
        String name = "w" + Ulid.next().toString().toLowerCase(java.util.Locale.ROOT);
        Scene scene = new Scene(
                Point.parse("hall:" + name), Point.parse("hyperspace:users:" + name), Ulid.next(), Ulid.next());
        settled(() -> registry().register(registration(scene.point(), WitnessDriver.KIND)));
        settled(() -> registry().register(registration(scene.userPoint(), Kind.USER)));
        return scene;
    }

    private static Registration registration(Point point, Kind kind) {
        return new Registration(point, kind, Agent.HYPERUSER, List.of(), Command.Strategy.ENSURE);
    }

    /** Asks until it is answered: what was not answered may or may not have happened. */
    private static void settled(Supplier<CompletionStage<?>> ask) {
        Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            ask.get().toCompletableFuture().get(40, TimeUnit.SECONDS);
            return true;
        });
    }

    private static Registry registry() {
        int up = IntStream.range(0, MACHINES.count())
                .filter(MACHINES::isUp)
                .findFirst()
                .orElseThrow();
        return MACHINES.services(up).registry();
    }

    /** Makes the change, and troubles a Machine in the middle. */
    private void strike(Trouble trouble, int struck, int asking, FinalChange change, Scene scene) {
        if (trouble == Trouble.NONE) {
            change.take(MACHINES.services(asking).registry(), scene)
                    .toCompletableFuture()
                    .join();
            return;
        }
        int other = asking == struck ? (asking + 1) % MACHINES.count() : asking;
        CompletionStage<?> first = change.take(MACHINES.services(other).registry(), scene);
        LockSupport.parkNanos(random.nextInt(3_000_000));
        if (trouble == Trouble.KILL) {
            MACHINES.kill(struck);
        } else {
            MACHINES.pause(struck);
        }
        boolean answered = first.handle((answer, failure) -> failure == null)
                .toCompletableFuture()
                .join();
        if (!answered) {
            settled(() -> change.take(MACHINES.services(other).registry(), scene));
        }
    }

    /** The Machine that has the directory of what is changed, or any. */
    private int struck(FinalChange change, Scene scene, Trouble trouble) {
        if (trouble != Trouble.KILL) {
            return random.nextInt(MACHINES.count());
        }
        Point parent = Objects.requireNonNull(change.changed(scene).parent());
        String incarnation = registry()
                .record(parent)
                .toCompletableFuture()
                .join()
                .incarnation()
                .toString();
        return IntStream.range(0, MACHINES.count())
                .filter(i -> holds(MACHINES.services(i).system(), incarnation))
                .findFirst()
                .orElseThrow();
    }

    private static boolean holds(ActorSystem<?> system, String incarnation) {
        CompletionStage<ShardRegion.CurrentShardRegionState> state = AskPattern.ask(
                ClusterSharding.get(system).shardState(),
                replyTo -> new GetShardRegionState(Directories.KEY, replyTo),
                Duration.ofSeconds(10),
                system.scheduler());
        return state.toCompletableFuture().join().getShards().stream()
                .flatMap(shard -> shard.getEntityIds().stream())
                .anyMatch(id -> id.startsWith(incarnation));
    }

    /** A Machine that starts while the directories of another are still moving may be refused. */
    private static void heal(Trouble trouble, int struck) {
        if (trouble == Trouble.PAUSE) {
            MACHINES.kill(struck);
        }
        if (trouble != Trouble.NONE) {
            Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(() -> {
                MACHINES.start(struck);
                return true;
            });
        }
    }
}
