package io.hyperspace.space.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.point.Point;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The matcher against an oracle that knows the language's page alone and tries everything. {@code -Dseed=…} repeats a run.
 */
class SelectorMatcherTest {

    private static final int PAIRS = 120_000;

    @Test
    void itAgreesWithTryingEverything() {
        long seed = Long.getLong("seed", System.nanoTime());
        Oracle oracle = new Oracle(new Random(seed));
        int matched = 0;

        for (int i = 0; i < PAIRS; i++) {
            oracle.next();
            Selector selector = Language.selector(oracle.selector());
            List<@Nullable Kind> kinds = new ArrayList<>();
            oracle.kinds().forEach(kind -> kinds.add(kind == null ? null : Kind.parse(kind)));
            PointHierarchy hierarchy = new PointHierarchy(Point.parse(oracle.point()), kinds);
            boolean expected = oracle.matches();
            assertThat(selector.matches(hierarchy))
                    .as(() -> "-Dseed=" + seed + ": " + oracle.selector() + " on " + hierarchy)
                    .isEqualTo(expected);
            matched += expected ? 1 : 0;
        }

        assertThat(matched).as("-Dseed=%d: pairs that match", seed).isBetween(PAIRS / 50, PAIRS * 49 / 50);
    }

    @Test
    void noDeadEndLiesAboveWhatIsPicked() {
        long seed = Long.getLong("seed", System.nanoTime());
        Oracle oracle = new Oracle(new Random(seed));
        int ended = 0;

        for (int i = 0; i < PAIRS; i++) {
            oracle.next();
            Selector selector = Language.selector(oracle.selector());
            List<@Nullable Kind> kinds = new ArrayList<>();
            oracle.kinds().forEach(kind -> kinds.add(kind == null ? null : Kind.parse(kind)));
            Point point = Point.parse(oracle.point());
            boolean picked = oracle.matches();
            for (int length = 1; length < kinds.size(); length++) {
                PointHierarchy above = new PointHierarchy(point.prefix(length), kinds.subList(0, length));
                int end = selector.deadEnd(above);
                assertThat(picked && end >= 0)
                        .as("-Dseed=" + seed + ": " + selector + " on " + point + " below " + above)
                        .isFalse();
                ended += end >= 0 ? 1 : 0;
            }
        }

        assertThat(ended).as("-Dseed=%d: dead ends", seed).isGreaterThan(PAIRS / 50);
    }

    @Test
    void whatIsSaidOfAllChildrenHoldsForEach() {
        long seed = Long.getLong("seed", System.nanoTime());
        Oracle oracle = new Oracle(new Random(seed));
        Map<Selector.Children, Integer> said = new EnumMap<>(Selector.Children.class);

        for (int i = 0; i < PAIRS; i++) {
            oracle.next();
            Selector selector = Language.selector(oracle.selector());
            Point point = Point.parse(oracle.point());
            List<@Nullable Kind> kinds = new ArrayList<>();
            oracle.kinds().forEach(kind -> kinds.add(kind == null ? null : Kind.parse(kind)));
            int above = kinds.size() - 1;
            if (above >= 0) {
                PointHierarchy parent = new PointHierarchy(point.prefix(above), kinds.subList(0, above));
                Selector.Children children = selector.children(parent);
                boolean picked = oracle.matches();
                assertThat(children)
                        .as("-Dseed=" + seed + ": " + selector + " on " + point + " below " + parent)
                        .isNotEqualTo(picked ? Selector.Children.NONE : Selector.Children.ALL);
                said.merge(children, 1, Integer::sum);
            }
        }

        assertThat(said.values()).as("-Dseed=%d: %s", seed, said).hasSize(3).allMatch(count -> count > PAIRS / 500);
    }

    @Test
    void ofAllChildrenIsSaidWhatDoesNotDependOnTheirNamesOrKinds() {
        assertThat(children("a:**", "a")).isEqualTo(Selector.Children.ALL);
        assertThat(children("a:**", "a:b:c")).isEqualTo(Selector.Children.ALL);
        assertThat(children("a:*", "a")).isEqualTo(Selector.Children.ALL);
        assertThat(children("a:*", "a:b")).isEqualTo(Selector.Children.NONE);
        assertThat(children("b:**", "a")).isEqualTo(Selector.Children.NONE);
        assertThat(children("a:**<Space>", "a:b")).isEqualTo(Selector.Children.SOME);
        assertThat(children("a:b", "a")).isEqualTo(Selector.Children.SOME);
        assertThat(children("ROOT", "a")).isEqualTo(Selector.Children.NONE);
    }

    private static Selector.Children children(String selector, String text) {
        Point point = Point.parse(text);
        List<Kind> kinds = Collections.nCopies(point.segments().size(), Kind.BASE);
        return Language.selector(selector).children(new PointHierarchy(point, kinds));
    }

    @Test
    void aDeadEndIsTheFirstSegmentBelowWhichNothingIsPicked() {
        assertThat(deadEnd("a:*", "a")).isEqualTo(-1);
        assertThat(deadEnd("a:*", "a:b")).isEqualTo(2);
        assertThat(deadEnd("a:*", "a:b:c:d")).isEqualTo(2);
        assertThat(deadEnd("a:*", "b:c")).isEqualTo(1);
        assertThat(deadEnd("a:**:c", "a:b:b:b")).isEqualTo(-1);
        assertThat(deadEnd("a:*<Space>:c", "a:b:c")).isEqualTo(2);
        assertThat(deadEnd("ROOT", "a:b")).isZero();
    }

    private static int deadEnd(String selector, String text) {
        Point point = Point.parse(text);
        List<Kind> kinds = Collections.nCopies(point.segments().size(), Kind.BASE);
        return Language.selector(selector).deadEnd(new PointHierarchy(point, kinds));
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
}
