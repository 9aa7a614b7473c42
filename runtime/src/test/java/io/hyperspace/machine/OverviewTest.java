package io.hyperspace.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.driver.Reply;
import io.hyperspace.overview.LaneReport;
import io.hyperspace.overview.Overview;
import io.hyperspace.overview.ParticleReport;
import io.hyperspace.overview.StarReport;
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
import io.hyperspace.space.wave.WaveId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the parts of a real Machine say of themselves. */
final class OverviewTest {

    private static final Point ECHO = Point.parse("test:echo");

    private final TestHyperverse world = new TestHyperverse(
            "",
            new ScriptedDriver(
                    context -> wave -> CompletableFuture.completedFuture(Reply.ok(Substance.Empty.INSTANCE))));

    @AfterEach
    void stop() {
        world.close();
    }

    private Overview overview() {
        return world.machine.services().overview().get();
    }

    @Test
    void aStarSaysWhereItRunsAndWhatItHolds() {
        ParticleRecord record = wakened();

        List<StarReport> stars = overview().stars().toCompletableFuture().join();

        assertThat(stars)
                .extracting(StarReport::star)
                .containsExactly(StarKey.of(StarKind.MAELSTROM, 0), StarKey.of(StarKind.MAELSTROM, 1));
        assertThat(stars).extracting(StarReport::machine).containsOnly("m1");
        StarKey home = record.location() == null ? null : record.location().star();
        assertThat(stars).allSatisfy(star -> assertThat(star.active())
                .isEqualTo(star.star().equals(home) ? 1 : 0));
    }

    @Test
    void aLaneSaysWhereItLeadsAndThatItIsOpen() {
        ParticleRecord record = wakened();

        List<LaneReport> lanes = overview().lanes().toCompletableFuture().join();

        assertThat(lanes).singleElement().satisfies(lane -> {
            assertThat(lane.machine()).isEqualTo("m1");
            assertThat(lane.state()).isEqualTo(LaneReport.State.OPEN);
            assertThat(lane.epoch()).isPositive();
            assertThat(record.location()).isNotNull();
            assertThat(lane.window()).isEqualTo(1024);
        });
    }

    @Test
    void aMachineSaysHowManyStarsRunThere() {
        assertThat(overview().machines().toCompletableFuture().join())
                .singleElement()
                .satisfies(machine -> {
                    assertThat(machine.machine().name()).isEqualTo("m1");
                    assertThat(machine.running()).isEqualTo(2);
                });
    }

    @Test
    void aParticleIsIdleUntilAWaveWakesIt() {
        ParticleRecord cold = world.registry.create("test:echo", ScriptedDriver.KIND);

        assertThat(overview().particle(cold).toCompletableFuture().join()).isEqualTo(ParticleReport.UNPLACED);

        ping();
        ParticleRecord placed =
                world.registry.record(ECHO).toCompletableFuture().join();

        assertThat(overview().particle(placed).toCompletableFuture().join())
                .isEqualTo(new ParticleReport("m1", ParticleReport.Activity.ACTIVE, null));
    }

    private ParticleRecord wakened() {
        world.registry.create("test:echo", ScriptedDriver.KIND);
        ping();
        return world.registry.record(ECHO).toCompletableFuture().join();
    }

    private void ping() {
        Head head = new Head(
                WaveId.next(),
                Point.parse("LOCAL::test"),
                Agent.HYPERUSER,
                Method.ext("Hello"),
                "/",
                Headers.NONE,
                Substance.Empty.INSTANCE,
                Handling.IMMEDIATE,
                System.currentTimeMillis() + 30_000,
                List.of());
        assertThat(world.machine
                        .services()
                        .waves()
                        .ping(new Ping(head, ECHO))
                        .toCompletableFuture()
                        .join()
                        .status())
                .isEqualTo(200);
    }
}
