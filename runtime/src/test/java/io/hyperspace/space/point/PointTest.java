package io.hyperspace.space.point;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperspace.space.error.FaultPrinter;
import io.hyperspace.space.error.HyperspaceException;
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
