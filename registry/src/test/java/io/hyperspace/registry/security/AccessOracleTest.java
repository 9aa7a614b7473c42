package io.hyperspace.registry.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.registry.security.AccessWorld.Place;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Access;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.security.Grant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The rules of access against the oracle, in random worlds. {@code -Dseed=…} repeats a run; a failure names the seed whose
 * first world fails.
 */
class AccessOracleTest {

    private static final int WORLDS = 10_000;
    private static final int SOAKED = 100_000;
    private static final int READ_ALL_WAYS = 1_000;
    private static final int MAX_MASKS = 6;

    @Test
    void theRulesAgreeWithTheOracle() {
        compare(WORLDS);
    }

    @Test
    @Tag("soak")
    void theRulesAgreeWithTheOracleInManyWorlds() {
        compare(SOAKED);
    }

    /** The words "in every reading" and "in any", taken as they are: every set of masks is tried. */
    @Test
    void theOracleGivesWhatEveryReadingGives() {
        long seed = seed();
        int severalReadings = 0;

        for (int i = 0; i < READ_ALL_WAYS; i++) {
            AccessWorld world = RandomWorld.of(seed + i);
            for (Place place : world.places()) {
                AccessOracle oracle = world.oracle(place);
                List<Set<Grant>> readings = readings(oracle);
                severalReadings += readings.size() > 1 ? 1 : 0;
                if (!readings.isEmpty()) {
                    assertThat(oracle.countingMasks())
                            .as(() -> named(world, place))
                            .isEqualTo(inAny(readings));
                    assertThat(oracle.countingGifts())
                            .as(() -> named(world, place))
                            .isEqualTo(inEvery(oracle, readings));
                }
            }
        }

        assertThat(severalReadings)
                .as("-Dseed=%d: points with several readings", seed)
                .isGreaterThan(READ_ALL_WAYS / 20);
    }

    @Test
    void theOracleGivesTheWorkedExample() {
        List<String> answers = new ArrayList<>();
        Grant anns = grant("perm +csd-RwX", "shop:till", "shop:staff:*<User>", "shop:staff:ann");
        Grant bobs = grant("perm +CSD-RWX", "shop:till", "shop:staff:bob", "shop:staff:bob");
        Grant takes = grant("perm &csd-Rwx", "shop:**", "shop:staff:bob", "hyperuser");
        Grant gives = grant("super", "shop+:**", "shop:staff:bob", "hyperuser");
        Grant carls = grant("super", "shop:x", "shop:staff:dora", "shop:staff:carl");
        Grant doras = grant("super", "shop:x", "shop:staff:carl", "shop:staff:dora");

        answers.add(asked("bob", "shop:till") + " " + asked("ann", "shop:till"));
        answers.add(asked("bob", "shop:till", anns));
        answers.add(asked("bob", "shop:till", anns, bobs));
        answers.add(asked("bob", "shop:till", anns, bobs, takes) + " " + asked("ann", "shop:till", anns, bobs, takes));
        answers.add(asked("bob", "shop:till", anns, bobs, takes, gives));
        answers.add(asked("carl", "shop:x", carls, doras) + " " + asked("dora", "shop:x", carls, doras));

        assertThat(answers)
                .containsExactly(
                        "enumerated csd-rwx owner CSD-RWX",
                        "enumerated csd-RwX",
                        "enumerated csd-RwX",
                        "enumerated csd-Rwx owner CSD-RWX",
                        "super CSD-RWX",
                        "enumerated csd-rwx enumerated csd-rwx");
    }

    private static void compare(int worlds) {
        long seed = seed();
        AccessTally tally = new AccessTally();

        for (int i = 0; i < worlds; i++) {
            AccessWorld world = RandomWorld.of(seed + i);
            for (Place place : world.places()) {
                compare(world, place, tally);
            }
            tally.endOfWorld();
        }

        System.out.printf("%,d worlds, -Dseed=%d: %s%n", worlds, seed, tally);
        tally.assertNotDull(worlds, seed);
    }

    private static void compare(AccessWorld world, Place place, AccessTally tally) {
        AccessOracle oracle = world.oracle(place);
        AccessRules rules = world.rules(place);
        assertThat(oracle.about())
                .as(() -> named(world, place))
                .allMatch(grant -> isAnchoredAbove(grant, place.point()));
        for (Agent agent : world.agents()) {
            Access expected = oracle.access(agent);
            if (!rules.access(agent).equals(expected)) {
                explain(world, place, agent);
            }
            Access inherited = world.inherited(place, agent);
            if (inherited != null) {
                assertThat(inherited)
                        .as(() -> named(world, place) + " inherited by " + agent)
                        .isEqualTo(expected);
                tally.inherited();
            }
            tally.count(oracle, agent, expected);
        }
    }

    /** "A grant is anchored at its on selector's longest exact prefix": nobody finds it who looks elsewhere. */
    private static boolean isAnchoredAbove(Grant grant, Point point) {
        Point anchor = grant.on().exactPrefix();
        return anchor.isRoot() || point.levels().contains(anchor);
    }

    /** Fails with the fewest grants that still make the difference. */
    private static void explain(AccessWorld world, Place place, Agent agent) {
        AccessWorld least = world;
        for (Grant grant : world.grants()) {
            AccessWorld less = least.without(grant);
            if (!less.rules(place).access(agent).equals(less.oracle(place).access(agent))) {
                least = less;
            }
        }
        assertThat(least.rules(place).access(agent))
                .as("%s\naccess %s on %s", named(least, place), agent, place.point())
                .isEqualTo(least.oracle(place).access(agent));
    }

    private static String named(AccessWorld world, Place place) {
        return "-Dseed=%d at %s:%n%s".formatted(world.seed(), place.point(), world);
    }

    private static long seed() {
        return Long.getLong("seed", System.nanoTime());
    }

    /** All sets of masks that come back as they went in; none at all if there are too many masks to try. */
    private static List<Set<Grant>> readings(AccessOracle oracle) {
        List<Grant> masks = oracle.about().stream()
                .filter(grant -> grant.rule() instanceof Grant.AndMask)
                .toList();
        List<Set<Grant>> readings = new ArrayList<>();
        for (int bits = 0; masks.size() <= MAX_MASKS && bits < 1 << masks.size(); bits++) {
            Set<Grant> taken = new HashSet<>();
            for (int i = 0; i < masks.size(); i++) {
                if ((bits >> i & 1) == 1) {
                    taken.add(masks.get(i));
                }
            }
            if (oracle.masksTwiceOn(taken).equals(taken)) {
                readings.add(taken);
            }
        }
        return readings;
    }

    private static Set<Grant> inAny(List<Set<Grant>> readings) {
        Set<Grant> any = new HashSet<>();
        readings.forEach(any::addAll);
        return any;
    }

    private static Set<Grant> inEvery(AccessOracle oracle, List<Set<Grant>> readings) {
        Set<Grant> every = new HashSet<>(oracle.about());
        readings.forEach(taken -> every.retainAll(oracle.giftsOn(taken)));
        return every;
    }

    private static String asked(String user, String at, Grant... grants) {
        Agent ann = Agent.parse("shop:staff:ann");
        Place till = new Place(Point.parse("shop:till"), Kind.BASE, ann);
        Place x = new Place(Point.parse("shop:x"), Kind.BASE, Agent.HYPERUSER);
        Place bob = new Place(Point.parse("shop:staff:bob"), Kind.USER, Agent.HYPERUSER);
        AccessWorld shop = new AccessWorld(0, List.of(till, x, bob), List.of(), List.of(grants));
        Access access = shop.oracle(at.equals("shop:till") ? till : x).access(Agent.parse("shop:staff:" + user));
        return access.level() + " " + access.permissions();
    }

    private static Grant grant(String rule, String on, String to, String by) {
        return new Grant(
                Ulid.next(), Grant.Rule.parse(rule), Language.selector(on), Language.selector(to), Agent.parse(by));
    }
}
