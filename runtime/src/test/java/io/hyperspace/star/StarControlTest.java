package io.hyperspace.star;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.hyperspace.provision.MapRegistry;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.point.StarKind;
import java.time.Duration;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What a star knows of its particles. */
final class StarControlTest {

    private static final Config CONFIG = ConfigFactory.parseString("""
                    pekko.actor.provider = local
                    pekko.persistence.journal.plugin = "pekko.persistence.journal.inmem"
                    pekko.persistence.snapshot-store.plugin = "pekko.persistence.snapshot-store.local"
                    pekko.persistence.snapshot-store.local.dir = "target/snapshots"
                    hyperspace.star { sweep-interval = 100ms, hold-after = 10ms }
                    """).withFallback(ConfigFactory.load());
    private static final ActorTestKit KIT = ActorTestKit.create(CONFIG);

    private final MapRegistry registry = new MapRegistry();
    private final TestProbe<Integer> counts = KIT.createTestProbe();

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    private ActorRef<StarControl.Command> control(int star) {
        return KIT.spawn(StarControl.create(
                StarKey.of(StarKind.MAELSTROM, star),
                registry,
                StarSettings.of(CONFIG.getConfig("hyperspace")),
                answered -> {},
                (now, upTo) -> counts.getRef().tell(now.size())));
    }

    private Incarnation create(String point) {
        return registry.create(point, Kind.BASE).incarnation();
    }

    private void awaitCount(int wanted) {
        counts.awaitAssert(Duration.ofSeconds(10), () -> {
            assertThat(counts.receiveMessage()).isEqualTo(wanted);
            return null;
        });
    }

    @Test
    void forgetsWhatItIsToldToLetGoAndWhatIsDeletedUnnoticed() {
        ActorRef<StarControl.Command> control = control(1);
        Incarnation moved = create("test:moved");
        control.tell(new StarControl.Hold(moved));
        control.tell(new StarControl.Hold(create("test:stays")));
        control.tell(new StarControl.Hold(Incarnation.next()));
        awaitCount(3);

        awaitCount(2);
        control.tell(new StarControl.LetGo(moved, 1));

        awaitCount(1);
    }

    @Test
    void isToldOfAParticleOnceHoweverOftenItStartsAndRemembersItInItsNextPlace() {
        ActorRef<StarControl.Command> control = control(2);
        Incarnation particle = create("test:often");
        awaitCount(0);
        control.tell(new StarControl.Hold(particle));
        awaitCount(1);
        control.tell(new StarControl.Hold(particle));
        counts.expectNoMessage(Duration.ofMillis(300));
        control.tell(StarControl.Leave.NOW);
        counts.expectTerminated(control);

        control(2);

        awaitCount(1);
    }
}
