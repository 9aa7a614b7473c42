package io.hyperspace.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hyperspace.driver.DurableState;
import io.hyperspace.driver.Particle;
import io.hyperspace.driver.ParticleContext;
import io.hyperspace.driver.ParticleContext.Outgoing;
import io.hyperspace.driver.Reply;
import io.hyperspace.space.particle.PropertyChange;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Access;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.security.Permission;
import io.hyperspace.space.security.Permissions;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Head;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.Signal;
import io.hyperspace.space.wave.WaveId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The way of a wave through a whole Machine: lane, gravity, driver, field, shell, core and back. */
class MachineTest {

    private static final Point ECHO = Point.parse("test:echo");
    private static final Point OTHER = Point.parse("test:other");

    private @Nullable TestHyperverse hyperverse;

    /** Settings that come first; {@link MachineInGraphTest} has its own. */
    String topology() {
        return "";
    }

    @AfterEach
    void stop() {
        if (hyperverse != null) {
            hyperverse.close();
        }
    }

    @Test
    void aPingWakesAParticleAndItsAnswerComesBack() {
        ScriptedDriver driver = driver(wave -> Reply.ok(wave.body()));
        TestHyperverse world = start("", driver);
        world.registry.create("test:echo", ScriptedDriver.KIND);

        Pong pong = ping(world, Agent.HYPERUSER, ECHO, "hello", 30_000);

        assertThat(pong.status()).isEqualTo(200);
        assertThat(pong.body()).isEqualTo(Substance.text("hello"));
        assertThat(pong.from()).isEqualTo(ECHO);
        assertThat(world.registry.record(ECHO).toCompletableFuture().join().location())
                .isNotNull();
    }

    @Test
    void wavesOfOneSenderKeepTheirOrder() {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        ScriptedDriver driver = driver(wave -> {
            seen.add(((Substance.Text) wave.body()).value());
            return Reply.ok(Substance.Empty.INSTANCE);
        });
        TestHyperverse world = start("", driver);
        world.registry.create("test:echo", ScriptedDriver.KIND);
        List<String> expected = new ArrayList<>();

        for (int i = 0; i < 500; i++) {
            expected.add("n" + i);
            world.machine.services().waves().signal(new Signal(head(Agent.HYPERUSER, "n" + i, 30_000), ECHO));
        }

        await().untilAsserted(() -> assertThat(seen).isEqualTo(expected));
    }

    @Test
    void anAgentWithoutAGrantIsForbiddenAndAGrantIsInForceAtOnce() {
        TestHyperverse world = start("", driver(wave -> Reply.ok(wave.body())));
        world.registry.create("test:echo", ScriptedDriver.KIND);

        assertThat(ping(world, Agent.ANONYMOUS, ECHO, "a", 30_000).status()).isEqualTo(403);
        world.registry.allow(ECHO, new Access(Access.Level.ENUMERATED, Permissions.of(Permission.EXECUTE), Set.of()));
        assertThat(ping(world, Agent.ANONYMOUS, ECHO, "b", 30_000).status()).isEqualTo(200);
        world.registry.allow(ECHO, Access.NOTHING);
        assertThat(ping(world, Agent.ANONYMOUS, ECHO, "c", 30_000).status()).isEqualTo(403);
    }

    @Test
    void aMissingPointIs404OnlyForThoseWhoMayListItsParent() {
        TestHyperverse world = start("", driver(wave -> Reply.ok(wave.body())));

        assertThat(ping(world, Agent.HYPERUSER, ECHO, "a", 30_000).status()).isEqualTo(404);
        assertThat(ping(world, Agent.ANONYMOUS, ECHO, "a", 30_000).status()).isEqualTo(403);
    }

    @Test
    void aParticleThatDoesNotAnswerIsTimedOut() {
        ScriptedDriver driver = new ScriptedDriver(context -> wave -> new CompletableFuture<>());
        TestHyperverse world = start("", driver);
        world.registry.create("test:echo", ScriptedDriver.KIND);

        assertThat(ping(world, Agent.HYPERUSER, ECHO, "a", 300).status()).isEqualTo(408);
    }

    @Test
    void whoTakesAnAnswerSlowlyKeepsNoOtherWaiting() {
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        CompletableFuture<Pong> taken = new CompletableFuture<>();
        CompletableFuture<Void> goOn = new CompletableFuture<>();
        TestHyperverse world = start(
                "",
                new ScriptedDriver(context -> wave -> context.point().equals(ECHO)
                        ? answer
                        : CompletableFuture.completedFuture(Reply.ok(wave.body()))));
        world.registry.create("test:echo", ScriptedDriver.KIND);
        world.registry.create("test:other", ScriptedDriver.KIND);
        Ping slow = new Ping(head(Agent.HYPERUSER, "a", 60_000), ECHO);
        CompletionStage<Void> end = world.machine.services().waves().ping(slow).thenAccept(pong -> {
            taken.complete(pong);
            goOn.join();
        });

        answer.complete(Reply.ok(Substance.Empty.INSTANCE));
        assertThat(taken.join().status()).isEqualTo(200);
        assertThat(ping(world, Agent.HYPERUSER, OTHER, "b", 20_000).status()).isEqualTo(200);

        goOn.complete(null);
        end.toCompletableFuture().join();
    }

    @Test
    void aWaveThatBreaksItsParticlesActorIsAnsweredAtOnce() {
        TestHyperverse world = start("", driver(wave -> {
            throw new AssertionError("broken on purpose");
        }));
        world.registry.create("test:echo", ScriptedDriver.KIND);

        assertThat(ping(world, Agent.HYPERUSER, ECHO, "a", 20_000).status()).isEqualTo(503);
    }

    @Test
    void aParticleHasItsOwnPointAsAgentOfWhatItSends() {
        List<Head> heads = Collections.synchronizedList(new ArrayList<>());
        ScriptedDriver driver = new ScriptedDriver(context -> wave -> {
            heads.add(wave.head());
            return context.point().equals(OTHER)
                    ? CompletableFuture.completedFuture(Reply.ok(Substance.text("there")))
                    : forward(context, wave, OTHER);
        });
        TestHyperverse world = start("", driver);
        world.registry.create("test:echo", ScriptedDriver.KIND);
        world.registry.create("test:other", ScriptedDriver.KIND);
        world.registry.allow(OTHER, new Access(Access.Level.ENUMERATED, Permissions.of(Permission.EXECUTE), Set.of()));

        Pong pong = ping(world, Agent.HYPERUSER, ECHO, "a", 30_000);

        assertThat(pong.body()).isEqualTo(Substance.text("there"));
        assertThat(heads.get(1).agent()).isEqualTo(Agent.of(ECHO));
        assertThat(heads.get(1).from()).isEqualTo(ECHO);
        assertThat(heads.get(1).chain()).containsExactly(ECHO);
        assertThat(heads.get(1).deadline()).isEqualTo(heads.get(0).deadline());
    }

    @Test
    void aSerialParticleThatWouldWaitForItselfIsRefusedAtOnce() {
        ScriptedDriver driver = new ScriptedDriver(context -> new Particle() {
            @Override
            public CompletionStage<Reply> handle(Directed wave) {
                return forward(context, wave, context.point());
            }

            @Override
            public boolean isSerial() {
                return true;
            }
        });
        TestHyperverse world = start("", driver);
        world.registry.create("test:echo", ScriptedDriver.KIND);
        world.registry.allow(ECHO, Access.OWNER);

        assertThat(ping(world, Agent.HYPERUSER, ECHO, "a", 30_000).status()).isEqualTo(409);
    }

    @Test
    void anInfrastructureMethodIsForbiddenToEveryone() {
        TestHyperverse world = start("", driver(wave -> Reply.ok(wave.body())));
        world.registry.create("test:echo", ScriptedDriver.KIND);
        Head head = head(Agent.HYPERUSER, "a", 30_000);
        Head hyp = new Head(
                head.id(),
                head.from(),
                head.agent(),
                Method.parse("Hyp<Assign>"),
                "/",
                Headers.NONE,
                head.body(),
                Handling.IMMEDIATE,
                head.deadline(),
                List.of());

        Pong pong = world.machine
                .services()
                .waves()
                .ping(new Ping(hyp, ECHO))
                .toCompletableFuture()
                .join();

        assertThat(pong.status()).isEqualTo(403);
    }

    @Test
    void aParticleThatKeepsFailingIsQuarantinedUntilItsPropertiesChange() {
        ScriptedDriver driver = driver(wave -> {
            throw new IllegalStateException("broken on purpose");
        });
        TestHyperverse world = start("hyperspace.star.failures = 2", driver);
        world.registry.create("test:echo", ScriptedDriver.KIND);

        assertThat(ping(world, Agent.HYPERUSER, ECHO, "a", 30_000).status()).isEqualTo(500);
        await().untilAsserted(() -> assertThat(
                        ping(world, Agent.HYPERUSER, ECHO, "a", 30_000).status())
                .isEqualTo(503));
        assertThat(driver.started.get()).isEqualTo(3);
        assertThat(status(world)).isEqualTo(Status.PANIC);

        world.registry.setProperties(ECHO, List.of(new PropertyChange.Set("mended", "true", false)));
        assertThat(ping(world, Agent.HYPERUSER, ECHO, "a", 30_000).status()).isEqualTo(500);
        assertThat(status(world)).isEqualTo(Status.READY);
    }

    @Test
    void anIdleParticleIsPassivatedAndTheNextWaveWakesIt() {
        ScriptedDriver driver = driver(wave -> Reply.ok(wave.body()));
        TestHyperverse world = start("hyperspace.star.passivate-after = 200ms", driver);
        world.registry.create("test:echo", ScriptedDriver.KIND);

        await().untilAsserted(() -> {
            assertThat(ping(world, Agent.HYPERUSER, ECHO, "a", 30_000).status()).isEqualTo(200);
            await().pollDelay(java.time.Duration.ofMillis(400)).until(() -> true);
            assertThat(driver.started.get()).isGreaterThan(1);
        });
    }

    @Test
    void aChangedPropertyIsInForceForTheNextWave() {
        ScriptedDriver driver = new ScriptedDriver(context -> wave -> CompletableFuture.completedFuture(
                Reply.ok(Substance.text(String.valueOf(context.record().property("word"))))));
        TestHyperverse world = start("", driver);
        world.registry.create("test:echo", ScriptedDriver.KIND);
        assertThat(ping(world, Agent.HYPERUSER, ECHO, "a", 30_000).body()).isEqualTo(Substance.text("null"));

        for (int i = 0; i < 50; i++) {
            world.registry.setProperties(ECHO, List.of(new PropertyChange.Set("word", "w" + i, false)));
            assertThat(ping(world, Agent.HYPERUSER, ECHO, "a", 30_000).body()).isEqualTo(Substance.text("w" + i));
        }
    }

    @Test
    void durableStateOutlivesTheParticle() {
        ScriptedDriver driver = new ScriptedDriver(Counter::new);
        TestHyperverse world = start("hyperspace.star.passivate-after = 100ms", driver);
        world.registry.create("test:echo", ScriptedDriver.KIND);

        int counted = 0;
        while (driver.started.get() < 3) {
            counted++;
            Pong pong = ping(world, Agent.HYPERUSER, ECHO, "a", 30_000);
            assertThat(pong.body()).isEqualTo(Substance.text(Integer.toString(counted)));
            await().pollDelay(java.time.Duration.ofMillis(150)).until(() -> true);
        }
    }

    @Test
    void moreWavesThanAParticleMayHaveUnderWayAreRefused() {
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        ScriptedDriver driver = new ScriptedDriver(context -> wave -> answer);
        TestHyperverse world = start("hyperspace.particle.in-flight = 3", driver);
        world.registry.create("test:echo", ScriptedDriver.KIND);
        List<CompletableFuture<Pong>> pongs = new ArrayList<>();

        for (int i = 0; i < 5; i++) {
            Ping ping = new Ping(head(Agent.HYPERUSER, "a", 30_000), ECHO);
            pongs.add(world.machine.services().waves().ping(ping).toCompletableFuture());
        }

        assertThat(pongs.subList(3, 5))
                .allSatisfy(pong -> assertThat(pong.join().status()).isEqualTo(429));
        assertThat(pongs.subList(0, 3)).noneMatch(CompletableFuture::isDone);
        answer.complete(Reply.ok(Substance.Empty.INSTANCE));
        assertThat(pongs.subList(0, 3))
                .allSatisfy(pong -> assertThat(pong.join().status()).isEqualTo(200));
    }

    /** Counts its waves durably. */
    private static final class Counter extends Stateful {

        Counter(ParticleContext context) {
            super(context);
        }

        @Override
        public CompletionStage<Reply> handle(Directed wave) {
            DurableState opened = state();
            byte[] before = opened.get("count");
            int count = before == null ? 1 : Integer.parseInt(new String(before, StandardCharsets.UTF_8)) + 1;
            byte[] after = Integer.toString(count).getBytes(StandardCharsets.UTF_8);
            return opened.commit(
                    wave, Map.of("count", after), Reply.ok(Substance.text(Integer.toString(count))), List.of());
        }
    }

    private static CompletionStage<Reply> forward(ParticleContext context, Directed wave, Point to) {
        Outgoing ping = new Outgoing(to, Method.ext("Ask"), "/", Headers.NONE, wave.body());
        return context.ping(wave, ping).thenApply(pong -> new Reply(pong.status(), pong.headers(), pong.body()));
    }

    private TestHyperverse start(String settings, ScriptedDriver driver) {
        TestHyperverse world = new TestHyperverse(topology() + settings, driver);
        hyperverse = world;
        return world;
    }

    private static Status status(TestHyperverse world) {
        return world.registry.record(ECHO).toCompletableFuture().join().status();
    }

    private static ScriptedDriver driver(Function<Directed, Reply> handle) {
        return new ScriptedDriver(context -> wave -> CompletableFuture.completedFuture(handle.apply(wave)));
    }

    private static Pong ping(TestHyperverse world, Agent agent, Point to, String text, long millis) {
        Ping ping = new Ping(head(agent, text, millis), to);
        return world.machine.services().waves().ping(ping).toCompletableFuture().join();
    }

    private static Head head(Agent agent, String text, long millis) {
        return new Head(
                WaveId.next(),
                Point.ROOT,
                agent,
                Method.ext("Say"),
                "/",
                Headers.NONE,
                Substance.text(text),
                Handling.IMMEDIATE,
                System.currentTimeMillis() + millis,
                List.of());
    }
}
