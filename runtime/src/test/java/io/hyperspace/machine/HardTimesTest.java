package io.hyperspace.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hyperspace.driver.Particle;
import io.hyperspace.driver.Reply;
import io.hyperspace.space.bind.Bind;
import io.hyperspace.space.bind.MethodPattern;
import io.hyperspace.space.bind.Pipeline;
import io.hyperspace.space.bind.Stop;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Head;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.WaveId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Particles that cannot start, and callers who would use others' authority. */
final class HardTimesTest {

    private static final Point ECHO = Point.parse("test:echo");

    @Test
    void whatPassesByItselfNeverPutsAParticleInQuarantine() {
        AtomicInteger outage = new AtomicInteger(10);
        ScriptedDriver driver = new ScriptedDriver(context -> new Particle() {
            @Override
            public CompletionStage<Void> start() {
                return outage.getAndDecrement() > 0
                        ? CompletableFuture.failedFuture(
                                Faults.notReady("the journal").toException())
                        : CompletableFuture.completedFuture(null);
            }

            @Override
            public CompletionStage<Reply> handle(Directed wave) {
                return CompletableFuture.completedFuture(Reply.ok(wave.body()));
            }
        });
        try (TestHyperverse world = new TestHyperverse("hyperspace.star.failures = 2", driver)) {
            world.registry.create("test:echo", ScriptedDriver.KIND);

            assertThat(ping(world, Agent.HYPERUSER, ECHO).status()).isEqualTo(503);
            await().untilAsserted(() ->
                    assertThat(ping(world, Agent.HYPERUSER, ECHO).status()).isEqualTo(200));

            assertThat(status(world)).isEqualTo(Status.READY);
        }
    }

    @Test
    void aStartThatNeverEndsIsGivenUp() {
        ScriptedDriver driver = new ScriptedDriver(context -> new Particle() {
            @Override
            public CompletionStage<Void> start() {
                return new CompletableFuture<>();
            }

            @Override
            public CompletionStage<Reply> handle(Directed wave) {
                throw new AssertionError("it never started");
            }
        });
        try (TestHyperverse world = new TestHyperverse("hyperspace.particle.start-timeout = 200ms", driver)) {
            world.registry.create("test:echo", ScriptedDriver.KIND);

            assertThat(ping(world, Agent.HYPERUSER, ECHO).status()).isEqualTo(503);
        }
    }

    @Test
    void whyAParticleDoesNotStartIsToldOnlyToThoseWhoMayUseIt() {
        ScriptedDriver driver = new ScriptedDriver(context -> new Particle() {
            @Override
            public CompletionStage<Void> start() {
                return CompletableFuture.failedFuture(
                        Faults.noSuchPoint("test:secret").toException());
            }

            @Override
            public CompletionStage<Reply> handle(Directed wave) {
                throw new AssertionError("it never started");
            }
        });
        try (TestHyperverse world = new TestHyperverse("", driver)) {
            world.registry.create("test:echo", ScriptedDriver.KIND);

            Pong stranger = ping(world, Agent.ANONYMOUS, ECHO);
            Pong known = ping(world, Agent.HYPERUSER, ECHO);

            assertThat(stranger.status()).isEqualTo(403);
            assertThat(stranger.body().toString()).doesNotContain("secret");
            assertThat(known.status()).isEqualTo(404);
        }
    }

    @Test
    void whatAParticleAnsweredGoesOnInItsOwnNameAndNotItsCallers() {
        List<Agent> agents = Collections.synchronizedList(new ArrayList<>());
        Pipeline pipeline = Pipeline.of(new Stop.Core(), new Stop.To("..:other", null, null), new Stop.Reflect());
        ScriptedDriver driver = new ScriptedDriver(
                context -> wave -> {
                    agents.add(wave.agent());
                    return CompletableFuture.completedFuture(Reply.ok(Substance.text("do as I say")));
                },
                Bind.of(pipeline, MethodPattern.ANY));
        try (TestHyperverse world = new TestHyperverse("", driver)) {
            world.registry.create("test:echo", ScriptedDriver.KIND);
            world.registry.create("test:other", ScriptedDriver.KIND);

            Pong pong = ping(world, Agent.HYPERUSER, ECHO);

            assertThat(pong.status()).isEqualTo(403);
            assertThat(agents).containsExactly(Agent.HYPERUSER);
            assertThat(pong.from()).isEqualTo(ECHO);
        }
    }

    private static Status status(TestHyperverse world) {
        return world.registry.record(ECHO).toCompletableFuture().join().status();
    }

    private static Pong ping(TestHyperverse world, Agent agent, Point to) {
        Head head = new Head(
                WaveId.next(),
                Point.ROOT,
                agent,
                Method.ext("Say"),
                "/",
                Headers.NONE,
                Substance.text("hello"),
                Handling.IMMEDIATE,
                System.currentTimeMillis() + 30_000,
                List.of());
        return world.machine
                .services()
                .waves()
                .ping(new Ping(head, to))
                .toCompletableFuture()
                .join();
    }
}
