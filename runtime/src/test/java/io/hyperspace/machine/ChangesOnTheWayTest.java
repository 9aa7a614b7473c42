package io.hyperspace.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.driver.Particle;
import io.hyperspace.driver.ParticleContext;
import io.hyperspace.driver.Reply;
import io.hyperspace.provision.Change;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.particle.PropertyChange;
import io.hyperspace.space.point.Point;
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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What the Registry changes while waves wait in a particle's mailbox. The particle makes the change itself, in the middle
 * of the first wave, so all that were sent with it are judged after it.
 */
class ChangesOnTheWayTest {

    private static final Point ECHO = Point.parse("test:echo");
    private static final Agent ANN = Agent.of(Point.parse("test:ann"));
    private static final int WAVES = 200;

    private final List<String> handled = new ArrayList<>();
    private final AtomicInteger lives = new AtomicInteger();
    private Runnable inTheFirst = () -> {};

    private final ScriptedDriver driver = new ScriptedDriver(this::particle);

    /** A particle's actor works alone, and one follows the other, so a plain list does. */
    private Particle particle(ParticleContext context) {
        int life = lives.incrementAndGet();
        return new Particle() {
            @Override
            public CompletionStage<Reply> handle(Directed wave) {
                handled.add(wave.uri().substring(1) + "@" + life);
                if (wave.uri().equals("/0")) {
                    inTheFirst.run();
                }
                return CompletableFuture.completedFuture(Reply.ok(wave.body()));
            }
        };
    }

    /** Settings that come first; {@link ChangesOnTheWayInGraphTest} has its own. */
    String topology() {
        return "";
    }

    @Test
    void wavesBehindAChangedPropertyReachTheParticleThatFollowsAndKeepTheirOrder() {
        try (TestHyperverse world = world()) {
            inTheFirst = () -> world.registry.setProperties(ECHO, List.of(new PropertyChange.Set("a", "1", false)));

            assertThat(statuses(world, Agent.HYPERUSER)).containsOnly(200);

            assertThat(handled.get(0)).isEqualTo("0@1");
            assertThat(handled.subList(1, WAVES)).isEqualTo(numbers(1, 2));
        }
    }

    @Test
    void aDoubtThatProvesGroundlessCostsTheParticleNothingAndTheWavesNoOrder() {
        try (TestHyperverse world = world()) {
            inTheFirst = () -> {
                ParticleRecord now =
                        world.registry.record(ECHO).toCompletableFuture().join();
                world.registry.tell(new Change.OfRecord(ECHO, now.incarnation(), now.revision() + 1));
            };

            assertThat(statuses(world, Agent.HYPERUSER)).containsOnly(200);

            assertThat(handled).isEqualTo(numbers(0, 1));
        }
    }

    @Test
    void whatIsRevokedIsRevokedForThoseThatWaitInTheMailboxToo() {
        try (TestHyperverse world = world()) {
            world.registry.allow(ECHO, Access.OWNER);
            inTheFirst = () -> world.registry.allow(ECHO, Access.NOTHING);

            List<Integer> statuses = statuses(world, ANN);

            assertThat(handled).containsExactly("0@1");
            assertThat(statuses.subList(1, WAVES)).containsOnly(403);
        }
    }

    @Test
    void wavesBehindOneThatBroughtItsCoreDownReachTheNextLifeAndKeepTheirOrder() {
        try (TestHyperverse world = world()) {
            inTheFirst = () -> {
                throw new IllegalStateException("broken on purpose");
            };

            List<Integer> statuses = statuses(world, Agent.HYPERUSER);

            assertThat(statuses.get(0)).isEqualTo(500);
            assertThat(statuses.subList(1, WAVES)).containsOnly(200);
            assertThat(handled.get(0)).isEqualTo("0@1");
            assertThat(handled.subList(1, WAVES)).isEqualTo(numbers(1, 2));
        }
    }

    @Test
    void aParticleThatIsGoneTakesNoMore() {
        try (TestHyperverse world = world()) {
            inTheFirst = () -> world.registry.remove(ECHO);

            List<Integer> statuses = statuses(world, Agent.HYPERUSER);

            assertThat(handled).containsExactly("0@1");
            assertThat(statuses.subList(1, WAVES)).containsOnly(404);
        }
    }

    @Test
    void aMachineWithoutItsLeaseLetsNothingInAndGoesOnOnceItHoldsItAgain() {
        try (TestHyperverse world = world()) {
            inTheFirst = () -> world.registry.lease(false);

            assertThat(statuses(world, Agent.HYPERUSER).subList(1, WAVES)).containsOnly(503);
            assertThat(handled).containsExactly("0@1");
            Pong refused = ping(world, Agent.HYPERUSER, 1).toCompletableFuture().join();
            assertThat(refused.body().toString()).contains("E0704");

            world.registry.lease(true);
            assertThat(ping(world, Agent.HYPERUSER, 1)
                            .toCompletableFuture()
                            .join()
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aDecisionThatIsOvertakenAgainAndAgainEndsWith503() {
        try (TestHyperverse world = world()) {
            world.registry.allow(ECHO, Access.OWNER);
            world.registry.duringDecisions(() -> world.registry.tell(new Change.OfAccess(ECHO)));

            Pong pong = ping(world, ANN, 1).toCompletableFuture().join();

            assertThat(pong.status()).isEqualTo(503);
            assertThat(pong.body().toString()).contains("E0705");
            assertThat(world.registry.decisions()).isEqualTo(9);
            assertThat(handled).isEmpty();
        }
    }

    @Test
    void a403IsReadAgainSoWhatWasGrantedMeanwhileIsSeen() {
        try (TestHyperverse world = world()) {
            for (int i = 0; i < 100; i++) {
                world.registry.allow(ECHO, Access.NOTHING);
                assertThat(ping(world, ANN, i).toCompletableFuture().join().status())
                        .isEqualTo(403);
                world.registry.allowUnheard(ECHO, Access.OWNER);
                assertThat(ping(world, ANN, i).toCompletableFuture().join().status())
                        .isEqualTo(200);
            }
        }
    }

    private TestHyperverse world() {
        TestHyperverse world = new TestHyperverse(topology(), driver);
        world.registry.create("test:echo", ScriptedDriver.KIND);
        return world;
    }

    private static List<String> numbers(int from, int life) {
        return IntStream.range(from, WAVES)
                .mapToObj(number -> number + "@" + life)
                .toList();
    }

    private static List<Integer> statuses(TestHyperverse world, Agent agent) {
        List<CompletionStage<Pong>> pongs = new ArrayList<>();
        for (int i = 0; i < WAVES; i++) {
            pongs.add(ping(world, agent, i));
        }
        return pongs.stream()
                .map(pong -> pong.toCompletableFuture().join().status())
                .toList();
    }

    private static CompletionStage<Pong> ping(TestHyperverse world, Agent agent, int number) {
        Head head = new Head(
                WaveId.next(),
                Point.ROOT,
                agent,
                Method.ext("Say"),
                "/" + number,
                Headers.NONE,
                Substance.text("hello"),
                Handling.IMMEDIATE,
                System.currentTimeMillis() + 30_000,
                List.of());
        return world.machine.services().waves().ping(new Ping(head, ECHO));
    }
}
