package io.hyperspace.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hyperspace.driver.Reply;
import io.hyperspace.space.particle.Location;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.point.StarKind;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Head;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.WaveId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A Machine ends between two steps of placing a particle: a star was picked, the Registry has assigned it, the star has taken
 * the particle. Whichever it is, the particle has one place afterwards and answers there.
 */
final class PlacementCrashTest {

    private static final int MACHINES = 6;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Map<Point, AtomicInteger> LIVES = new ConcurrentHashMap<>();
    private static volatile Runnable adopted = () -> {};
    private static @Nullable TestMachines world;

    @BeforeAll
    static void start() {
        ScriptedDriver driver = new ScriptedDriver(context -> {
            LIVES.computeIfAbsent(context.point(), any -> new AtomicInteger()).incrementAndGet();
            adopted.run();
            return wave -> CompletableFuture.completedFuture(Reply.ok(wave.body()));
        });
        Map<StarKind, Integer> counts = Map.of(StarKind.SUPER, 2, StarKind.MAELSTROM, MACHINES);
        world = new TestMachines(MACHINES, counts, driver);
    }

    @AfterAll
    static void stop() {
        world().close();
    }

    private static TestMachines world() {
        return Objects.requireNonNull(world, "started");
    }

    @BeforeEach
    void settle() {
        world().settle();
    }

    @AfterEach
    void goOn() {
        world().registry.duringAssigning((point, star, call) -> call.get());
        adopted = () -> {};
    }

    @Test
    void aMachineEndsAfterAStarWasPicked() {
        Point point = particle("picked");
        killedWhileAssigning(point, call -> new CompletableFuture<>());
        assertThat(location(point)).isNull();

        assertThat(ping(0, point).status()).isEqualTo(200);

        assertThat(placed(point).epoch()).isEqualTo(1);
        assertThat(lives(point)).isEqualTo(1);
    }

    @Test
    void aMachineEndsAfterTheRegistryHasAssignedAStarAndBeforeAnyWaveGoesThere() {
        Point point = particle("assigned");
        killedWhileAssigning(point, call -> call.get().thenCompose(assigned -> new CompletableFuture<>()));
        Location assigned = placed(point);
        assertThat(lives(point)).isZero();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(ping(0, point).status()).isEqualTo(200));

        assertThat(placed(point)).isEqualTo(assigned);
        assertThat(lives(point)).isEqualTo(1);
    }

    /** The wave waits on the sender's Machine until the star is back on another. */
    @Test
    void theMachineOfTheStarEndsBeforeItHasAdoptedTheParticle() {
        Map<StarKey, String> homes = world().homes();
        AtomicReference<@Nullable Point> hit = new AtomicReference<>();
        world().registry.duringAssigning((point, star, call) -> call.get().thenApply(record -> {
            if (isElsewhere(homes.get(star)) && hit.compareAndSet(null, point)) {
                world().kill(Integer.parseInt(homes.get(star)));
            }
            return record;
        }));

        for (int i = 0; hit.get() == null; i++) {
            assertThat(ping(0, particle("unadopted-" + i)).status()).isEqualTo(200);
        }

        Point point = Objects.requireNonNull(hit.get());
        assertThat(placed(point).epoch()).isEqualTo(1);
        assertThat(lives(point)).isEqualTo(1);
        assertThat(world().homes()).containsKey(placed(point).star());
    }

    @Test
    void theMachineOfTheStarEndsJustAfterItHasAdoptedTheParticle() {
        Map<StarKey, String> homes = world().homes();
        AtomicReference<@Nullable Point> hit = new AtomicReference<>();
        AtomicReference<@Nullable String> home = new AtomicReference<>();
        world().registry.duringAssigning((point, star, call) -> {
            if (isElsewhere(homes.get(star)) && hit.compareAndSet(null, point)) {
                home.set(homes.get(star));
            }
            return call.get();
        });
        adopted = () -> {
            String ending = home.getAndSet(null);
            if (ending != null) {
                world().kill(Integer.parseInt(ending));
            }
        };
        for (int i = 0; hit.get() == null; i++) {
            ping(0, particle("adopted-" + i));
        }
        Point point = Objects.requireNonNull(hit.get());
        world().settle();

        assertThat(ping(0, point).status()).isEqualTo(200);

        assertThat(placed(point).epoch()).isEqualTo(1);
        assertThat(lives(point)).isEqualTo(2);
    }

    private static boolean isElsewhere(@Nullable String machine) {
        return machine != null && !machine.equals("0");
    }

    /** Has a Machine send a wave, again while it is refused, and ends it when it asks the Registry to assign a star. */
    private static void killedWhileAssigning(Point point, Step step) {
        int machine = world().another();
        CompletableFuture<Void> reached = new CompletableFuture<>();
        world().registry.duringAssigning((any, star, call) -> {
            if (reached.isDone()) {
                return call.get();
            }
            CompletionStage<ParticleRecord> answer = step.take(call);
            reached.complete(null);
            world().kill(machine);
            return answer;
        });
        List<Integer> answers = new CopyOnWriteArrayList<>();
        await("the Registry is asked")
                .failFast("refused", () -> answers.stream().anyMatch(status -> status != 503))
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    if (!reached.isDone()) {
                        world().services(machine)
                                .waves()
                                .ping(wave(point))
                                .thenAccept(pong -> answers.add(pong.status()));
                    }
                    return reached.isDone();
                });
    }

    @FunctionalInterface
    private interface Step {
        CompletionStage<ParticleRecord> take(Supplier<CompletionStage<ParticleRecord>> call);
    }

    private static Point particle(String name) {
        return world().registry.create("test:" + name, ScriptedDriver.KIND).point();
    }

    private static @Nullable Location location(Point point) {
        return world().registry.record(point).toCompletableFuture().join().location();
    }

    private static Location placed(Point point) {
        return Objects.requireNonNull(location(point), "it has a place");
    }

    private static int lives(Point point) {
        return LIVES.getOrDefault(point, new AtomicInteger()).get();
    }

    private static Pong ping(int machine, Point to) {
        return world().services(machine)
                .waves()
                .ping(wave(to))
                .toCompletableFuture()
                .join();
    }

    private static Ping wave(Point to) {
        Head head = new Head(
                WaveId.next(),
                Point.ROOT,
                Agent.HYPERUSER,
                Method.ext("Say"),
                "/",
                Headers.NONE,
                Substance.text("hello"),
                Handling.IMMEDIATE,
                System.currentTimeMillis() + 30_000,
                List.of());
        return new Ping(head, to);
    }
}
