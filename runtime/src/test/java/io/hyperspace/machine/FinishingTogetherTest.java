package io.hyperspace.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hyperspace.driver.Particle;
import io.hyperspace.driver.ParticleContext;
import io.hyperspace.driver.ParticleContext.Outgoing;
import io.hyperspace.driver.Reply;
import io.hyperspace.lane.StarCommand;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.point.StarKind;
import io.hyperspace.space.security.Access;
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
import io.hyperspace.star.Release;
import io.hyperspace.star.Star;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.junit.jupiter.api.Test;

/** A star that leaves while one of its particles waits for another of them. */
class FinishingTogetherTest {

    private static final Point ASKER = Point.parse("test:asker");
    private static final Point ASKED = Point.parse("test:asked");
    private static final List<Point> OTHERS =
            IntStream.range(0, 10).mapToObj(i -> Point.parse("test:p" + i)).toList();
    private static final StarKey STAR = StarKey.of(StarKind.MAELSTROM, 1);

    /** Far less than what a star that cannot finish takes. */
    private static final Duration SOON = Duration.ofSeconds(6);

    private final List<String> handled = new CopyOnWriteArrayList<>();
    private final List<ParticleContext> contexts = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> leaving = new CompletableFuture<>();
    private final CompletableFuture<Void> letGo = new CompletableFuture<>();
    private final ScriptedDriver driver = new ScriptedDriver(this::particle);

    /** Settings that come first; {@link FinishingTogetherInGraphTest} has its own. */
    String topology() {
        return "";
    }

    private Particle particle(ParticleContext context) {
        contexts.add(context);
        return wave -> {
            handled.add(context.point().last() + wave.uri());
            return switch (wave.uri()) {
                case "/ask" -> leaving.thenCompose(now -> ask(context, wave));
                case "/tell-and-ask" ->
                    leaving.thenCompose(now -> {
                        context.signal(null, outgoing("/told"));
                        return ask(context, wave);
                    });
                case "/hold" -> letGo.thenApply(now -> Reply.ok(wave.body()));
                default -> CompletableFuture.completedFuture(Reply.ok(wave.body()));
            };
        };
    }

    private static CompletionStage<Reply> ask(ParticleContext context, Directed wave) {
        return context.ping(wave, outgoing("/answer"))
                .thenApply(pong -> new Reply(pong.status(), Headers.NONE, pong.body()));
    }

    private static Outgoing outgoing(String uri) {
        return new Outgoing(ASKED, Method.ext("Say"), uri, Headers.NONE, Substance.text("hello"));
    }

    @Test
    void whatOneAsksAnotherIsAnsweredBeforeBothStop() {
        try (TestHyperverse world = world("")) {
            CompletableFuture<Pong> asks = ping(world, ASKER, "/ask");
            await().until(() -> handled.contains("asker/ask"));

            leave(world);
            leaving.complete(null);

            assertThat(asks).succeedsWithin(SOON);
            assertThat(asks.join().status()).isEqualTo(200);
            assertThat(ping(world, ASKED, "/after")).succeedsWithin(SOON);
            assertThat(handled).containsExactly("asker/ask", "asked/answer", "asked/after");
        }
    }

    @Test
    void oneThatIsAskedThoughItHasNotRunYetIsStartedForThat() {
        try (TestHyperverse world = world("")) {
            CompletableFuture<Pong> first = ping(world, ASKER, "/ask");
            CompletableFuture<Pong> second = ping(world, ASKER, "/ask");
            await().until(() -> handled.size() == 2);

            leave(world);
            leaving.complete(null);

            assertThat(CompletableFuture.allOf(first, second)).succeedsWithin(SOON);
            assertThat(List.of(first.join().status(), second.join().status())).containsOnly(200);
            assertThat(driver.started).hasValue(2);
        }
    }

    @Test
    void whatNobodyInTheStarWaitsForWaitsForItsNextPlaceAndKeepsItsOrder() {
        try (TestHyperverse world = world("hyperspace.star.buffer = 50")) {
            CompletableFuture<Pong> held = ping(world, ASKER, "/hold");
            await().until(() -> handled.contains("asker/hold"));

            leave(world);
            List<CompletableFuture<Pong>> later = new ArrayList<>();
            IntStream.range(0, 200).forEach(i -> later.add(ping(world, OTHERS.get(i % 10), "/" + i)));
            assertThat(release(world).soon()).isTrue();
            assertThat(handled).containsExactly("asker/hold");
            letGo.complete(null);

            assertThat(held).succeedsWithin(SOON);
            assertThat(later).allSatisfy(pong -> {
                assertThat(pong).succeedsWithin(SOON);
                assertThat(pong.join().status()).isEqualTo(200);
            });
            for (int other = 0; other < 10; other++) {
                String name = "p" + other + "/";
                assertThat(handled.stream().filter(wave -> wave.startsWith(name)))
                        .containsExactlyElementsOf(IntStream.iterate(other, i -> i < 200, i -> i + 10)
                                .mapToObj(i -> name + i)
                                .toList());
            }
        }
    }

    @Test
    void whatAParticleAsksDoesNotOvertakeWhatItToldTheSameBefore() {
        try (TestHyperverse world = world("hyperspace.star.hand-over = 1s")) {
            CompletableFuture<Pong> asks = ping(world, ASKER, "/tell-and-ask");
            await().until(() -> handled.contains("asker/tell-and-ask"));

            leave(world);
            leaving.complete(null);

            assertThat(asks).succeedsWithin(SOON);
            await().until(() -> handled.containsAll(List.of("asked/told", "asked/answer")));
            assertThat(handled.indexOf("asked/told")).isLessThan(handled.indexOf("asked/answer"));
        }
    }

    @Test
    void oneThatSendsWithoutBeingAskedDoesNotHoldTheStar() {
        try (TestHyperverse world = world("hyperspace.star.hand-over = 30s")) {
            CompletableFuture<Pong> held = ping(world, ASKER, "/hold");
            await().until(() -> handled.contains("asker/hold"));
            letGo.complete(null);
            assertThat(held).succeedsWithin(SOON);
            try (Unasked sends = new Unasked(() -> contexts.get(0).signal(null, outgoing("/unasked")))) {
                await().until(() -> handled.contains("asked/unasked"));

                leave(world);

                await().atMost(SOON).until(() -> driver.started.get() > 2);
                assertThat(sends.isRunning()).isTrue();
            }
        }
    }

    /** Does something again and again, with hardly a pause. */
    private static final class Unasked implements AutoCloseable {
        private final Thread thread;
        private volatile boolean ended;

        Unasked(Runnable send) {
            this.thread = new Thread(() -> {
                while (!ended) {
                    send.run();
                    LockSupport.parkNanos(1_000_000);
                }
            });
            thread.start();
        }

        boolean isRunning() {
            return thread.isAlive();
        }

        @Override
        public void close() {
            ended = true;
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private TestHyperverse world(String settings) {
        TestHyperverse world = new TestHyperverse(topology() + settings, driver);
        world.registry.allow(ASKED, Access.OWNER);
        List<Point> all = new ArrayList<>(OTHERS);
        all.addAll(List.of(ASKER, ASKED));
        for (Point point : all) {
            world.registry.create(point.toString(), ScriptedDriver.KIND);
            ParticleRecord record =
                    world.registry.record(point).toCompletableFuture().join();
            world.registry
                    .assign(point, record.incarnation(), 0, STAR)
                    .toCompletableFuture()
                    .join();
        }
        return world;
    }

    private static EntityRef<StarCommand> star(TestHyperverse world) {
        return ClusterSharding.get(world.kit.system())
                .entityRefFor(EntityTypeKey.create(StarCommand.class, "star-maelstrom"), STAR.toString());
    }

    /** Has the star leave, and waits until its gravity knows. */
    private static void leave(TestHyperverse world) {
        star(world).tell(Star.Stop.NOW);
        assertThat(release(world).soon()).isTrue();
    }

    /** A star that leaves lets go of no particle. */
    private static Release.Released release(TestHyperverse world) {
        ParticleRecord record =
                world.registry.record(ASKER).toCompletableFuture().join();
        return star(world)
                .<Release.Released>ask(replyTo -> new Release(ASKER, record.incarnation(), 1, replyTo), SOON)
                .toCompletableFuture()
                .join();
    }

    private static CompletableFuture<Pong> ping(TestHyperverse world, Point to, String uri) {
        Head head = new Head(
                WaveId.next(),
                Point.ROOT,
                Agent.HYPERUSER,
                Method.ext("Say"),
                uri,
                Headers.NONE,
                Substance.text("hello"),
                Handling.IMMEDIATE,
                System.currentTimeMillis() + 30_000,
                List.of());
        return world.machine.services().waves().ping(new Ping(head, to)).toCompletableFuture();
    }
}
