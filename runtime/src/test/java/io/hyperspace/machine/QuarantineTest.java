package io.hyperspace.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hyperspace.driver.Reply;
import io.hyperspace.provision.Change;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.particle.PropertyChange;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Access;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.security.Permission;
import io.hyperspace.space.security.Permissions;
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
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** A particle in quarantine takes no waves, whether or not it is stored yet that it is. */
final class QuarantineTest {

    private static final Point ONE = Point.parse("test:one");
    private static final Access MAY = new Access(Access.Level.ENUMERATED, Permissions.of(Permission.EXECUTE), Set.of());

    /** Whether particles are mended. */
    private volatile boolean isMended;

    private final ScriptedDriver driver = new ScriptedDriver(context -> wave -> {
        if (isMended) {
            return CompletableFuture.completedFuture(Reply.ok(wave.body()));
        }
        throw new IllegalStateException("broken on purpose");
    });

    private TestHyperverse start() {
        TestHyperverse world = new TestHyperverse("hyperspace.star.failures = 2", driver);
        world.registry.create(ONE.toString(), ScriptedDriver.KIND);
        return world;
    }

    private static Pong ping(TestHyperverse world, Agent agent) {
        return pingLater(world, agent).join();
    }

    private static CompletableFuture<Pong> pingLater(TestHyperverse world, Agent agent) {
        Head head = new Head(
                WaveId.next(),
                Point.parse("test"),
                agent,
                Method.ext("Say"),
                "/",
                Headers.NONE,
                Substance.text("a"),
                Handling.IMMEDIATE,
                System.currentTimeMillis() + 30_000,
                List.of());
        return world.machine.services().waves().ping(new Ping(head, ONE)).toCompletableFuture();
    }

    private static void quarantine(TestHyperverse world) {
        await().untilAsserted(
                        () -> assertThat(ping(world, Agent.HYPERUSER).status()).isEqualTo(503));
    }

    private static Status status(TestHyperverse world) {
        return world.registry.record(ONE).toCompletableFuture().join().status();
    }

    @Test
    void itTakesNoWavesWhileItIsNotStoredWhateverElseChanges() {
        try (TestHyperverse world = start()) {
            world.registry.duringStatus((point, status, call) -> new CompletableFuture<>());
            quarantine(world);

            for (int i = 0; i < 20; i++) {
                world.registry.tell(new Change.OfEverything());
                assertThat(ping(world, Agent.HYPERUSER).status()).isEqualTo(503);
            }

            assertThat(driver.started.get()).isEqualTo(3);
            assertThat(status(world)).isEqualTo(Status.READY);
        }
    }

    @Test
    void itGetsAnotherChanceWhenItsPropertiesChangeBeforeItIsStored() {
        try (TestHyperverse world = start()) {
            CompletableFuture<ParticleRecord> answered = new CompletableFuture<>();
            Queue<Status> stored = new ConcurrentLinkedQueue<>();
            world.registry.duringStatus((point, status, call) -> {
                stored.add(status);
                return status == Status.PANIC ? answered.thenCompose(any -> call.get()) : call.get();
            });
            quarantine(world);

            isMended = true;
            world.registry.setProperties(ONE, List.of(new PropertyChange.Set("mended", "true", false)));
            CompletableFuture<Pong> mended = pingLater(world, Agent.HYPERUSER);
            await().pollDelay(Duration.ofMillis(200))
                    .untilAsserted(() -> assertThat(stored).containsExactly(Status.PANIC));
            assertThat(mended).isNotDone();
            answered.completeExceptionally(Faults.notReady("the Registry").toException());

            assertThat(mended.join().status()).isEqualTo(200);
            assertThat(stored).containsExactly(Status.PANIC, Status.READY);
            assertThat(status(world)).isEqualTo(Status.READY);
        }
    }

    @Test
    void whoMayUseItIsNotLookedUpForEachWaveThatIsRefused() {
        try (TestHyperverse world = start()) {
            Agent agent = Agent.of(Point.parse("test:someone"));
            world.registry.allow(ONE, MAY);
            ping(world, agent);
            quarantine(world);
            int before = world.registry.decisions();

            for (int i = 0; i < 20; i++) {
                assertThat(ping(world, agent).status()).isEqualTo(503);
            }
            assertThat(world.registry.decisions() - before).isLessThanOrEqualTo(2);

            world.registry.allow(ONE, Access.NOTHING);
            assertThat(ping(world, agent).status()).isEqualTo(403);
            world.registry.allowUnheard(ONE, MAY);
            assertThat(ping(world, agent).status()).isEqualTo(503);
        }
    }
}
