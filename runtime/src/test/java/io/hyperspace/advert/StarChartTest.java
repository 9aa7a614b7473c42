package io.hyperspace.advert;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.driver.Driver.Affinity;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.point.StarKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which star is picked, by what the stars have said. */
final class StarChartTest {

    private static final Kind WORKER = Kind.of("Worker");
    private static final Kind BOOK = Kind.of("Book");
    private static final Map<String, Set<Kind>> TAKES = Map.of("maelstrom", Set.of(WORKER), "scribe", Set.of(BOOK));
    private static final int STARS = 12;
    private static final int PARTICLES = 10_000;
    private static final int SLOW = 100;
    private static final Duration PICKED_FOR = Duration.ofNanos(100);

    private final long seed = Long.getLong("hyperspace.test.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final StarChart chart = new StarChart(100, PICKED_FOR, Duration.ofMillis(SLOW), random);
    private final String name = "-Dhyperspace.test.seed=" + seed;
    private final Map<StarKey, Integer> held = new HashMap<>();

    @ParameterizedTest
    @EnumSource(
            value = Affinity.class,
            names = {"SPREAD", "LEAST_LOADED"})
    void starsFillEvenlyThoughMostIsPickedBetweenTwoAdverts(Affinity affinity) {
        tell(0);

        for (int i = 0; i < PARTICLES; i++) {
            if (i % 1_900 == 0) {
                tell(0);
            }
            place(affinity);
        }

        assertThat(Collections.max(held.values())).as(name).isLessThanOrEqualTo(Collections.min(held.values()) * 5 / 4);
    }

    @ParameterizedTest
    @EnumSource(
            value = Affinity.class,
            names = {"SPREAD", "LEAST_LOADED"})
    void starsFillEvenlyThoughSomeSayLateWhatTheyHold(Affinity affinity) {
        Map<StarKey, Integer> before = new HashMap<>();
        tell(0);

        for (int i = 0; i < PARTICLES; i++) {
            if (i % 500 == 0) {
                Map<StarKey, Integer> now = new HashMap<>(held);
                chart.hear(new Bulletin("m0", TAKES, adverts(0, before, 0)), 0);
                chart.hear(new Bulletin("m1", TAKES, adverts(1, now, 0)), 0);
                chart.hear(new Bulletin("m2", TAKES, adverts(2, now, 0)), 0);
                before = now;
            }
            place(affinity);
        }

        assertThat(Collections.max(held.values())).as(name).isLessThanOrEqualTo(Collections.min(held.values()) * 5 / 4);
    }

    @Test
    void whatAStarWasPickedForAndNeverGotIsForgottenInTime() {
        Bulletin said = new Bulletin("m0", TAKES, List.of(advert(maelstrom(0), 3, 0)));
        chart.hear(said, 0);
        pick(WORKER, Affinity.SPREAD, null);

        chart.hear(said, 101);
        assertThat(heldOn("m0")).isEqualTo(4);
        chart.hear(said, 202);

        assertThat(heldOn("m0")).isEqualTo(3);
    }

    @Test
    void theSlowerTheStarsOfAMachineTheFewerParticlesGoThere() {
        tell(5 * SLOW);

        for (int i = 0; i < PARTICLES; i++) {
            if (i % 500 == 0) {
                tell(5 * SLOW);
            }
            place(Affinity.LEAST_LOADED);
        }

        assertThat(heldOn("m0")).as(name).isLessThan(heldOn("m1") / 3);
    }

    @Test
    void aDelayThatChanceMakesCountsForNothing() {
        tell(SLOW);

        for (int i = 0; i < PARTICLES; i++) {
            place(Affinity.LEAST_LOADED);
        }

        assertThat(heldOn("m0")).as(name).isGreaterThan(heldOn("m1") * 4 / 5);
    }

    @Test
    void whatIsSlowIsSpreadLikeAnythingElse() {
        tell(5 * SLOW);

        for (int i = 0; i < STARS * 10; i++) {
            place(Affinity.SPREAD);
        }

        assertThat(held.values()).as(name).containsOnly(10);
    }

    @Test
    void aLocalParticleGoesToTheStarOfItsParentIfThatTakesIt() {
        tell(0);

        assertThat(pick(WORKER, Affinity.LOCAL, maelstrom(7))).isEqualTo(maelstrom(7));
        assertThat(pick(WORKER, Affinity.LOCAL, maelstrom(7))).isEqualTo(maelstrom(7));
    }

    @Test
    void aLocalParticleOfAnotherKindOfStarStaysOnTheMachineOfItsParent() {
        tell(0);
        chart.hear(new Bulletin("m3", TAKES, List.of(advert(scribe(0), 0, 0))), 0);
        chart.hear(new Bulletin("m4", TAKES, List.of(advert(scribe(1), 9, 0), advert(maelstrom(20), 0, 0))), 0);

        assertThat(pick(BOOK, Affinity.LOCAL, maelstrom(20))).isEqualTo(scribe(1));
    }

    @Test
    void aLocalParticleIsSpreadWhenNothingOnTheMachineOfItsParentTakesItOrItHasNoPlace() {
        tell(0);
        chart.hear(new Bulletin("m3", TAKES, List.of(advert(scribe(0), 4, 0), advert(scribe(1), 3, 0))), 0);

        assertThat(pick(BOOK, Affinity.LOCAL, maelstrom(0))).isEqualTo(scribe(1));
        chart.hear(new Bulletin("m3", TAKES, List.of(advert(scribe(0), 2, 0), advert(scribe(1), 3, 0))), 0);
        assertThat(pick(BOOK, Affinity.LOCAL, null)).isEqualTo(scribe(0));
    }

    @Test
    void noStarIsPickedForAKindThatNoDriverSupports() {
        tell(0);

        assertThat(pick(Kind.of("Stranger"), Affinity.SPREAD, null)).isNull();
    }

    @Test
    void onlyStarsOfMachinesWithTheDriverArePicked() {
        chart.hear(new Bulletin("old", Map.of(), List.of(advert(maelstrom(0), 0, 0))), 0);
        chart.hear(new Bulletin("new", TAKES, List.of(advert(maelstrom(1), 50, 0))), 0);

        assertThat(pick(WORKER, Affinity.SPREAD, null)).isEqualTo(maelstrom(1));
    }

    @Test
    void aMachineThatIsSilentForTooLongIsForgottenWithItsStars() {
        chart.hear(new Bulletin("m0", TAKES, List.of(advert(maelstrom(0), 0, 0))), 10);
        chart.hear(new Bulletin("m1", TAKES, List.of(advert(maelstrom(1), 50, 0))), 20);

        chart.forgetBefore(20);

        assertThat(chart.machines()).containsExactly("m1");
        assertThat(pick(WORKER, Affinity.SPREAD, null)).isEqualTo(maelstrom(1));
        chart.forgetBefore(21);
        assertThat(pick(WORKER, Affinity.SPREAD, null)).isNull();
    }

    @Test
    void aStarIsWhereItWasHeardOfLast() {
        chart.hear(new Bulletin("m0", TAKES, List.of(advert(maelstrom(0), 0, 0))), 10);
        chart.hear(new Bulletin("m1", TAKES, List.of(advert(maelstrom(0), 0, 0))), 20);

        chart.hear(new Bulletin("m0", TAKES, List.of()), 30);

        assertThat(pick(WORKER, Affinity.SPREAD, null)).isEqualTo(maelstrom(0));
    }

    @Test
    void noMoreStarsAreKeptThanTheLimit() {
        StarChart small = new StarChart(3, PICKED_FOR, Duration.ofMillis(SLOW), random);
        List<Advert> many =
                IntStream.range(0, 10).mapToObj(i -> advert(maelstrom(i), 0, 0)).toList();

        small.hear(new Bulletin("m0", TAKES, many), 0);
        small.hear(new Bulletin("m1", TAKES, List.of(advert(maelstrom(11), 0, 0))), 0);

        assertThat(small.chart().bulletins())
                .flatExtracting(Bulletin::stars)
                .extracting(Advert::star)
                .containsExactlyInAnyOrder(maelstrom(0), maelstrom(1), maelstrom(2));
    }

    @Test
    void whoeverIsToldOfAChartKnowsWhatWasPickedSince() {
        chart.hear(new Bulletin("m0", TAKES, List.of(advert(maelstrom(0), 3, 7))), 0);
        pick(WORKER, Affinity.SPREAD, null);

        Charted told = chart.chart();

        assertThat(told.bulletins()).containsExactly(new Bulletin("m0", TAKES, List.of(advert(maelstrom(0), 4, 7))));
        StarChart other = new StarChart(100, PICKED_FOR, Duration.ofMillis(SLOW), random);
        other.hear(new Bulletin("gone", TAKES, List.of(advert(maelstrom(5), 0, 0))), 0);
        other.replace(told, 0);
        assertThat(other.chart()).isEqualTo(told);
    }

    /** Three Machines with four Maelstroms each; those of the first are slow. */
    private void tell(int delay) {
        for (int machine = 0; machine < 3; machine++) {
            List<Advert> adverts = adverts(machine, held, machine == 0 ? delay : 0);
            chart.hear(new Bulletin("m" + machine, TAKES, adverts), 0);
        }
    }

    private static List<Advert> adverts(int machine, Map<StarKey, Integer> held, int delay) {
        List<Advert> adverts = new ArrayList<>();
        for (int i = machine; i < STARS; i += 3) {
            adverts.add(advert(maelstrom(i), held.getOrDefault(maelstrom(i), 0), delay));
        }
        return adverts;
    }

    private void place(Affinity affinity) {
        StarKey star = pick(WORKER, affinity, null);
        assertThat(star).isNotNull();
        held.merge(star, 1, Integer::sum);
    }

    private int heldOn(String machine) {
        Collection<Advert> there = chart.chart().bulletins().stream()
                .filter(bulletin -> bulletin.machine().equals(machine))
                .flatMap(bulletin -> bulletin.stars().stream())
                .toList();
        return there.stream().mapToInt(Advert::held).sum();
    }

    private @Nullable StarKey pick(Kind kind, Affinity affinity, @Nullable StarKey parent) {
        return chart.pick(new Wanted(kind, affinity, parent));
    }

    private static Advert advert(StarKey star, int held, int delay) {
        return new Advert(star, held, delay);
    }

    private static StarKey maelstrom(int index) {
        return StarKey.of(StarKind.MAELSTROM, index);
    }

    private static StarKey scribe(int index) {
        return StarKey.of(StarKind.SCRIBE, index);
    }
}
