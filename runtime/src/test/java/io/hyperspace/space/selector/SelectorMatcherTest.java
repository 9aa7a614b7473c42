package io.hyperspace.space.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.Segment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The matcher against a naive one that tries everything. {@code -Dseed=…} repeats a run.
 */
class SelectorMatcherTest {

    private static final int PAIRS = 200_000;
    private static final String[] NAMES = {"a", "b"};
    private static final Kind[] KINDS = {Kind.BASE, Kind.USER, Kind.USER_BASE};

    @Test
    void itAgreesWithTryingEverything() {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        int matched = 0;

        for (int i = 0; i < PAIRS; i++) {
            Selector selector = selector(random);
            PointHierarchy hierarchy = hierarchy(random);
            boolean expected =
                    hierarchy.point().isRoot() ? selector.fromRoot() : naive(selector.hops(), 0, hierarchy, 0, false);
            assertThat(selector.matches(hierarchy))
                    .as("-Dseed=%d: %s on %s", seed, selector, hierarchy)
                    .isEqualTo(expected);
            matched += expected ? 1 : 0;
        }

        assertThat(matched).as("-Dseed=%d: pairs that match", seed).isBetween(PAIRS / 50, PAIRS * 49 / 50);
    }

    @Test
    void printingAndReadingGivesTheSelectorBack() {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);

        for (int i = 0; i < 20_000; i++) {
            Selector selector = selector(random);
            assertThat(Language.selector(selector.toString()))
                    .as("-Dseed=%d: %s", seed, selector)
                    .isEqualTo(selector);
        }
    }

    @Test
    void manyStarsTakeNoLonger() {
        Selector selector = Language.selector("a" + ":**:b".repeat(31) + ":c");
        Point point = Point.parse("a" + ":b".repeat(63));
        PointHierarchy hierarchy =
                new PointHierarchy(point, Collections.nCopies(point.segments().size(), Kind.BASE));

        assertTimeoutPreemptively(Duration.ofSeconds(2), () -> {
            for (int i = 0; i < 1000; i++) {
                assertThat(selector.matches(hierarchy)).isFalse();
            }
        });
    }

    /** Whether the hops from {@code hop} on fit the segments from {@code at} on; {@code landed} says where we stand. */
    private static boolean naive(List<Hop> hops, int hop, PointHierarchy on, int at, boolean landed) {
        List<Segment> segments = on.point().segments();
        if (at == segments.size()) {
            return landed && (hop == hops.size() || hops.get(hop - 1).inclusive());
        }
        if (hop == hops.size()) {
            return false;
        }
        Hop next = hops.get(hop);
        int most = next.segment().isMany() ? segments.size() - at : 1;
        for (int length = 1; length <= most; length++) {
            if (!fits(next.segment(), segments.get(at + length - 1))) {
                return false;
            }
            @Nullable Kind kind = on.kinds().get(at + length - 1);
            boolean lands = next.kind() == null || (kind != null && next.kind().matches(kind));
            if (lands && naive(hops, hop + 1, on, at + length, true)) {
                return true;
            }
        }
        return false;
    }

    private static boolean fits(Hop.SegmentPattern pattern, Segment segment) {
        if (pattern instanceof Hop.Exact exact) {
            return exact.text().equals(segment.text());
        }
        return !(pattern instanceof Hop.AnyDirectory)
                || (segment.text().endsWith("/") && segment.text().length() > 1);
    }

    private static Selector selector(Random random) {
        List<Hop> hops = new ArrayList<>();
        int count = 1 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            hops.add(hop(random, pattern(random, "")));
        }
        if (random.nextInt(4) == 0) {
            hops.add(new Hop(new Hop.Exact("/"), null, false));
            for (int i = random.nextInt(3); i > 0; i--) {
                hops.add(hop(random, pattern(random, "/")));
            }
            if (random.nextBoolean()) {
                hops.add(hop(random, pattern(random, "")));
            }
        }
        return new Selector(random.nextInt(4) == 0, hops);
    }

    private static Hop hop(Random random, Hop.SegmentPattern pattern) {
        KindPattern kind = random.nextInt(4) > 0 ? null : new KindPattern(KINDS[random.nextInt(3)].base(), null, null);
        return new Hop(pattern, kind, random.nextInt(5) == 0);
    }

    private static Hop.SegmentPattern pattern(Random random, String slash) {
        int choice = random.nextInt(4);
        if (choice > 1) {
            return new Hop.Exact(NAMES[random.nextInt(2)] + slash);
        }
        if (!slash.isEmpty()) {
            return new Hop.AnyDirectory(choice == 0);
        }
        return choice == 0 ? new Hop.AnyMany() : new Hop.AnyOne();
    }

    private static PointHierarchy hierarchy(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(7); i > 0; i--) {
            text.append(text.isEmpty() ? "" : ":").append(NAMES[random.nextInt(2)]);
        }
        if (!text.isEmpty() && random.nextInt(3) == 0) {
            text.append(":/");
            for (int i = random.nextInt(3); i > 0; i--) {
                text.append(NAMES[random.nextInt(2)]).append('/');
            }
            text.append(random.nextBoolean() ? NAMES[random.nextInt(2)] : "");
        }
        Point point = Point.parse(text.isEmpty() ? "ROOT" : text.toString());
        List<@Nullable Kind> kinds = new ArrayList<>();
        for (int i = 0; i < point.segments().size(); i++) {
            kinds.add(random.nextInt(8) == 0 ? null : KINDS[random.nextInt(3)]);
        }
        return new PointHierarchy(point, kinds);
    }
}
