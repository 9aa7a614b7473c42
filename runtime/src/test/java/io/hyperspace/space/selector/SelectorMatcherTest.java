package io.hyperspace.space.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.point.Point;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
