package io.hyperspace.advert;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.hyperspace.driver.Driver.Affinity;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.point.StarKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.FishingOutcomes;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What criers tell, and when wranglers pick. */
final class WranglingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ActorTestKit KIT = ActorTestKit.create(
            ConfigFactory.parseString("pekko.actor.provider = local").withFallback(ConfigFactory.load()));
    private static final Kind WORKER = Kind.of("Worker");
    private static final Map<String, Set<Kind>> TAKES = Map.of("maelstrom", Set.of(WORKER));
    private static final StarKey STAR = StarKey.of(StarKind.MAELSTROM, 0);
    private static final StarKey SUPER = StarKey.of(StarKind.SUPER, 0);
    private static final Wanted WANTED = new Wanted(WORKER, Affinity.SPREAD, null);

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    private record Told(
            StarKey superStar, Bulletin bulletin, @Nullable ActorRef<Charted> replyTo) {}

    private final TestProbe<Picked> picked = KIT.createTestProbe();
    private final TestProbe<Told> told = KIT.createTestProbe();
    private final Set<String> machines = ConcurrentHashMap.newKeySet();

    @Test
    void aWranglerPicksOnceItHasHeardOfEveryMachine() {
        machines.addAll(List.of("m0", "m1"));
        ActorRef<Wrangler.Command> wrangler = wrangler("gather = 1h");
        wrangler.tell(new Wrangler.Hear(bulletin("m0", STAR), null));
        wrangler.tell(new Wrangler.Pick(WANTED, picked.ref()));
        assertThat(picked.receiveMessage()).isEqualTo(Picked.NONE);

        wrangler.tell(new Wrangler.Hear(new Bulletin("m1", TAKES, List.of()), null));
        wrangler.tell(new Wrangler.Pick(WANTED, picked.ref()));

        assertThat(picked.receiveMessage()).isEqualTo(new Picked(STAR));
    }

    @Test
    void aWranglerWaitsForASilentMachineOnlySoLong() {
        machines.addAll(List.of("m0", "m1"));
        ActorRef<Wrangler.Command> wrangler = wrangler("gather = 0s");
        wrangler.tell(new Wrangler.Hear(bulletin("m0", STAR), null));

        wrangler.tell(new Wrangler.Pick(WANTED, picked.ref()));

        assertThat(picked.receiveMessage()).isEqualTo(new Picked(STAR));
    }

    @Test
    void aWranglerForgetsAMachineThatIsSilent() {
        ActorRef<Wrangler.Command> wrangler = wrangler("forget-after = 0s");
        wrangler.tell(new Wrangler.Hear(bulletin("m0", STAR), null));
        wrangler.tell(new Wrangler.Hear(new Bulletin("m1", TAKES, List.of()), null));

        wrangler.tell(new Wrangler.Pick(WANTED, picked.ref()));

        assertThat(picked.receiveMessage()).isEqualTo(Picked.NONE);
    }

    @Test
    void aWranglerTellsWhatItKnowsOnlyWhenItIsEverything() {
        machines.addAll(List.of("m0", "m1"));
        TestProbe<Charted> charts = KIT.createTestProbe();
        ActorRef<Wrangler.Command> wrangler = wrangler("gather = 1h");

        wrangler.tell(new Wrangler.Hear(bulletin("m0", STAR), charts.ref()));
        wrangler.tell(new Wrangler.Hear(new Bulletin("m1", TAKES, List.of()), charts.ref()));

        assertThat(charts.receiveMessage().bulletins())
                .extracting(Bulletin::machine)
                .containsExactlyInAnyOrder("m0", "m1");
        charts.expectNoMessage();
    }

    @Test
    void aCrierTellsOfAllItsStarsInOneMessageAtOnceAndThenAgainAndAgain() {
        ActorRef<Crier.Command> crier = crier("every = 200ms", List.of(SUPER));

        crier.tell(new Crier.Heard(new Advert(STAR, 1, 2)));

        Told first = told.receiveMessage();
        while (first.bulletin().stars().isEmpty()) {
            first = told.receiveMessage();
        }
        assertThat(first.superStar()).isEqualTo(SUPER);
        assertThat(first.bulletin()).isEqualTo(new Bulletin("here", TAKES, List.of(new Advert(STAR, 1, 2))));
        assertThat(told.receiveMessage().bulletin()).isEqualTo(first.bulletin());
        crier.tell(new Crier.Left(STAR));
        assertThat(told.fishForMessage(
                        PATIENCE,
                        message -> message.bulletin().stars().isEmpty()
                                ? FishingOutcomes.complete()
                                : FishingOutcomes.continueAndIgnore()))
                .isNotEmpty();
    }

    @Test
    void aCrierPicksByWhatASuperStarToldItLast() {
        ActorRef<Crier.Command> crier = crier("every = 50ms", List.of(SUPER));
        crier.tell(new Crier.Heard(new Advert(STAR, 0, 0)));
        crier.tell(new Crier.Pick(WANTED, picked.ref()));
        assertThat(picked.receiveMessage()).isEqualTo(Picked.NONE);
        ActorRef<Charted> replyTo = Objects.requireNonNull(told.receiveMessage().replyTo(), "it knows nothing yet");

        StarKey far = StarKey.of(StarKind.MAELSTROM, 9);
        replyTo.tell(new Charted(List.of(bulletin("far", far))));
        crier.tell(new Crier.Pick(WANTED, picked.ref()));

        assertThat(picked.receiveMessage()).isEqualTo(new Picked(far));
        assertThat(told.fishForMessage(
                        PATIENCE,
                        message -> message.replyTo() == null
                                ? FishingOutcomes.complete()
                                : FishingOutcomes.continueAndIgnore()))
                .isNotEmpty();
    }

    @Test
    void withoutSuperStarsACrierPicksAmongTheStarsOfItsMachine() {
        ActorRef<Crier.Command> crier = crier("every = 50ms", List.of());
        crier.tell(new Crier.Heard(new Advert(STAR, 0, 0)));

        Picked answer = Picked.NONE;
        while (answer.star() == null) {
            crier.tell(new Crier.Pick(WANTED, picked.ref()));
            answer = picked.receiveMessage();
        }

        assertThat(answer).isEqualTo(new Picked(STAR));
    }

    @Test
    void whatIsToldEachSecondIsSmallAndIsReadAsItWasSaid() {
        List<Advert> stars = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            stars.add(new Advert(StarKey.of(StarKind.MAELSTROM, i), 1_000, 30));
        }
        Bulletin bulletin = new Bulletin("pekko://hyperspace@127.0.0.1:25520", TAKES, stars);

        assertThat(sent(bulletin)).isLessThan(600);
        sent(new Charted(List.of(bulletin, bulletin("other", STAR))));
        sent(WANTED);
        sent(new Wanted(Kind.parse("UserBase<OAuth>"), Affinity.LOCAL, STAR));
        sent(Picked.NONE);
        sent(new Picked(STAR));
    }

    private static int sent(Object message) {
        Serialization serialization = SerializationExtension.get(KIT.system());
        var serializer = serialization.findSerializerFor(message);
        byte[] bytes = serializer.toBinary(message);
        String manifest = Serializers.manifestFor(serializer, message);
        assertThat(serialization
                        .deserialize(bytes, serializer.identifier(), manifest)
                        .get())
                .isEqualTo(message);
        return bytes.length;
    }

    private ActorRef<Wrangler.Command> wrangler(String settings) {
        return KIT.spawn(Wrangler.create(() -> machines, settings(settings)));
    }

    private ActorRef<Crier.Command> crier(String settings, List<StarKey> supers) {
        ActorRef<Crier.Command> crier = KIT.spawn(Crier.create("here", TAKES, settings(settings)));
        crier.tell(new Crier.Begin(
                supers, (superStar, bulletin, replyTo) -> told.ref().tell(new Told(superStar, bulletin, replyTo))));
        return crier;
    }

    private static AdvertSettings settings(String settings) {
        Config hyperspace = ConfigFactory.parseString("hyperspace.advert { " + settings + " }")
                .withFallback(ConfigFactory.load())
                .getConfig("hyperspace");
        return AdvertSettings.of(hyperspace);
    }

    private static Bulletin bulletin(String machine, StarKey star) {
        return new Bulletin(machine, TAKES, List.of(new Advert(star, 0, 0)));
    }
}
