package io.hyperspace.lane;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.hyperspace.freight.Freight;
import io.hyperspace.provision.Locator;
import io.hyperspace.provision.MapRegistry;
import io.hyperspace.provision.RegistryView;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.Location;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.point.StarKind;
import io.hyperspace.space.wave.Reflected;
import io.hyperspace.topology.Topology;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** When a sender makes a way itself, and what happens when another way was made meanwhile. */
final class WaysTest {

    private static final StarKey HERE = StarKey.of(StarKind.MAELSTROM, 0);
    private static final StarKey THERE = StarKey.of(StarKind.MAELSTROM, 1);
    private static final Point TARGET = Point.parse("test:echo");
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final ActorTestKit KIT = ActorTestKit.create(
            ConfigFactory.parseString("pekko.actor.provider = local").withFallback(ConfigFactory.load()));

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    private final TestProbe<Lane.Command> here = KIT.createTestProbe();
    private final TestProbe<Lane.Command> there = KIT.createTestProbe();
    private final TestProbe<Reflected> sender = KIT.createTestProbe();
    private final MapRegistry registry = withTarget();
    private final RegistryView view = new RegistryView(registry, 100, 100, 100, LONG);
    private final Ways ways = new Ways(view, 100, LONG);

    /** It lives here, which no view has heard of. */
    private static MapRegistry withTarget() {
        MapRegistry registry = new MapRegistry();
        ParticleRecord record = registry.create(TARGET.toString(), Kind.BASE);
        registry.assign(TARGET, record.incarnation(), 0, HERE);
        registry.isNear = true;
        return registry;
    }

    private Lane.Send wave() {
        return new Lane.Send(TestLanes.ping("a", TARGET), sender.getRef());
    }

    @Test
    void aSenderMakesTheWayWhenThePlaceIsNearAndItsLaneIsThere() {
        assertThat(ways.send(wave())).as("no lane yet").isFalse();
        ways.opened(HERE, here.getRef());

        assertThat(ways.send(wave())).isTrue();

        here.expectMessageClass(Lane.Send.class);
        assertThat(ways.known(TARGET)).isEqualTo(here.getRef());
    }

    @Test
    void itMakesNoneWhenSomebodyHasToBeAskedForThePlace() {
        ways.opened(HERE, here.getRef());
        registry.isNear = false;

        assertThat(ways.send(wave())).isFalse();

        here.expectNoMessage(Duration.ofMillis(50));
    }

    @Test
    void itMakesNoneWhileAWaveToTheSameTargetIsInTheLaneTable() {
        ways.opened(HERE, here.getRef());
        ways.begin(TARGET);
        assertThat(ways.send(wave())).isFalse();

        ways.end(TARGET);

        assertThat(ways.send(wave())).isTrue();
    }

    @Test
    void itMakesNoneInPlaceOfAnotherThatIsRemembered() {
        ways.opened(HERE, here.getRef());
        ways.opened(THERE, there.getRef());
        ways.put(TARGET, new Ways.Way(new Location(THERE, 1), there.getRef()));

        assertThat(ways.send(wave())).isFalse();
        assertThat(ways.last(TARGET)).isEqualTo(there.getRef());
    }

    @Test
    void theLaneTableFlushesAWayThatASenderMadeToAnotherStarWhileItLooked() {
        ways.opened(HERE, here.getRef());
        ways.opened(THERE, there.getRef());
        registry.isNear = false;
        CompletableFuture<Void> answered = new CompletableFuture<>();
        registry.answerAfter(answered);
        ActorRef<Lanes.Command> lanes = lanes();
        ways.begin(TARGET);
        lanes.tell(new Lanes.Find(wave()));
        here.expectNoMessage(Duration.ofMillis(50));

        assertThat(ways.putFirst(TARGET, new Ways.Way(new Location(THERE, 1), there.getRef())))
                .isTrue();
        answered.complete(null);

        Lane.Flush flush = there.expectMessageClass(Lane.Flush.class);
        here.expectNoMessage(Duration.ofMillis(50));
        assertThat(ways.send(wave())).isFalse();
        lanes.tell(new Lanes.Flushed(flush));
        here.expectMessageClass(Lane.Send.class);
        assertThat(ways.known(TARGET)).isEqualTo(here.getRef());
    }

    @Test
    void theLaneTableTakesTheWayThatASenderMadeToTheSameStar() {
        ways.opened(HERE, here.getRef());
        registry.isNear = false;
        CompletableFuture<Void> answered = new CompletableFuture<>();
        registry.answerAfter(answered);
        ways.begin(TARGET);
        lanes().tell(new Lanes.Find(wave()));
        ways.putFirst(TARGET, new Ways.Way(new Location(HERE, 1), here.getRef()));

        answered.complete(null);

        here.expectMessageClass(Lane.Send.class);
    }

    private ActorRef<Lanes.Command> lanes() {
        GoldenPaths paths = new GoldenPaths(Topology.MESH, LONG, (star, asked) -> {});
        LaneSettings settings = new LaneSettings(10, LONG, LONG, LONG, 10, 10, 10, Freights.SETTINGS);
        Locator locator = new Locator(view, registry, record -> CompletableFuture.completedFuture(HERE));
        return KIT.spawn(Lanes.create(locator, view, ways, paths, settings, new Freight(Freights.SETTINGS)));
    }
}
