package io.hyperspace.space.point;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperspace.space.error.FaultPrinter;
import io.hyperspace.space.error.HyperspaceException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Points by themselves; the examples of the language page are in its own test. */
class PointTest {

    @Test
    void segmentsKnowWhatTheyAre() {
        Point point = Point.parse("repo:site:1.0.0:/html/a.txt");

        assertThat(point.segments())
                .containsExactly(
                        new Segment(Segment.Type.SPACE, "repo"),
                        new Segment(Segment.Type.BASE, "site"),
                        new Segment(Segment.Type.VERSION, "1.0.0"),
                        new Segment(Segment.Type.FILE_ROOT, "/"),
                        new Segment(Segment.Type.DIRECTORY, "html/"),
                        new Segment(Segment.Type.FILE, "a.txt"));
        assertThat(point.isFile()).isTrue();
        assertThat(point.parent()).hasToString("repo:site:1.0.0");
    }

    @Test
    void childrenAndPrefixesPrintAsTheyParse() {
        assertThat(Point.ROOT.child("a")).hasToString("a");
        assertThat(Point.parse("a").child("b").child("/").child("c/").child("d"))
                .hasToString("a:b:/c/d");
        assertThat(Point.parse("GLOBAL::a:b").prefix(1)).isEqualTo(Point.parse("GLOBAL::a"));
        assertThat(Point.parse("a:/b/c").levels())
                .extracting(Point::toString)
                .containsExactly("ROOT", "a", "a:/", "a:/b/", "a:/b/c");
    }

    @Test
    void repeatedPointsAreShared() {
        String text = "localhost:shared:once";

        assertThat(Point.parse(new String(text.toCharArray()))).isSameAs(Point.parse(text));
    }

    @Test
    void noMorePointsAreSharedThanAreKept() {
        List<Point> first = numbered();

        List<Point> again = numbered();

        Set<Point> objects = Collections.newSetFromMap(new IdentityHashMap<>());
        objects.addAll(first);
        objects.addAll(again);
        assertThat(again).isEqualTo(first);
        assertThat(objects).hasSizeGreaterThanOrEqualTo(2 * first.size() - RecentPoints.MAX);
    }

    private static List<Point> numbered() {
        return IntStream.range(0, 4 * RecentPoints.MAX)
                .mapToObj(i -> Point.parse("localhost:bounded:p" + i))
                .toList();
    }

    @Test
    void aPointIsSharedRightAfterItWasRead() {
        for (int i = 0; i < 100; i++) {
            String text = "localhost:app:users:u" + i;
            Point point = Point.parse(text);
            assertThat(Point.parse(new String(text.toCharArray()))).isSameAs(point);
        }
    }

    @Test
    void pointsThatLookAlikeAtAGlanceAreStillToldApart() {
        String one = "localhost:users:scott-a:inbox-of-mail";
        String other = "localhost:users:scott-b:inbox-of-mail";

        for (int i = 0; i < 3; i++) {
            assertThat(Point.parse(new String(one.toCharArray()))).hasToString(one);
            assertThat(Point.parse(new String(other.toCharArray()))).hasToString(other);
            assertThat(Point.parse(new String(one.toCharArray()))).isSameAs(Point.parse(one));
        }
    }

    @Test
    void theRootOfARouteKeepsItsRoute() {
        Point point = Point.parse("[hub]::my-domain.com:app");

        assertThat(point.levels())
                .extracting(Point::toString)
                .containsExactly("[hub]::ROOT", "[hub]::my-domain.com", "[hub]::my-domain.com:app");
        assertThat(point.prefix(0)).isEqualTo(Point.parse("[hub]::ROOT"));
        assertThat(point.prefix(0).isRoot()).isTrue();
        assertThat(point.prefix(0).parent()).isNull();
        assertThat(point.prefix(0).child("other")).hasToString("[hub]::other");
    }

    @Test
    void whatEveryMachineKnowsLiesBelowTheOneRoot() {
        assertThat(Point.parse("GLOBAL::executor").parent()).isEqualTo(Point.ROOT);
        assertThat(Point.parse("GLOBAL::a:b").levels())
                .extracting(Point::toString)
                .containsExactly("ROOT", "GLOBAL::a", "GLOBAL::a:b");
    }

    @Test
    void aPointMayBeAsLongAsItsLimits() {
        assertThat(Point.parse("a" + ":b".repeat(63)).segments()).hasSize(64);
        assertThat(Point.parse("a" + "b".repeat(127)).segments()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "::",
                "a:",
                ":a",
                "a::",
                "ROOT:a",
                "1a",
                "A",
                "a-",
                "a.",
                "a_b",
                "a:b.c",
                "a:1.0",
                "a:1.0.0+b",
                "a:01.0.0",
                "a:1.0.0:b",
                "a:/b:c",
                "a:/.",
                "a://",
                "a:/b//c",
                "a b",
                "a\u0000",
                "é",
                "<<a:b[99999]>>::c",
                "<<a:b>>::c",
                "[]::c",
                "[A]::c",
                "[a]b::c",
                "[a::c",
                "[a-]::c",
                "<<a:b[00]>>::c",
                "X::c",
                "a:1.0.0:1.0.0"
            })
    void whatIsNoPointIsRefusedWithItsPlace(String text) {
        assertThatThrownBy(() -> Point.parse(text)).isInstanceOfSatisfying(HyperspaceException.class, e -> {
            assertThat(e.fault().code()).isEqualTo("E0110");
            assertThat(FaultPrinter.render(e.fault())).contains(" --> point:1:").contains("^");
        });
    }

    @Test
    void oneMoreThanALimitIsRefused() {
        assertThatThrownBy(() -> Point.parse("a" + ":b".repeat(64))).hasMessageContaining("at most 64 segments");
        assertThatThrownBy(() -> Point.parse("a" + "b".repeat(128))).hasMessageContaining("at most 128 bytes");
        assertThatThrownBy(() -> Point.parse("a" + ":bcdefghijklmnopqrstuvwxyz".repeat(63)))
                .hasMessageContaining("at most 1024 bytes");
    }
}
