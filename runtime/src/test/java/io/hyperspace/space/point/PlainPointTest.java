package io.hyperspace.space.point;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperspace.space.error.HyperspaceException;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The short way to read a point against the long one. {@code -Dseed=…} repeats a run. */
class PlainPointTest {

    private static final int TEXTS = 200_000;
    private static final String[] PIECES = {
        "localhost",
        "a",
        "b-c",
        "my-domain.com",
        "a.b.c",
        "x9",
        "1.0.0",
        "2.1.0-alpha.3",
        "/",
        "dir/",
        "file.txt",
        ":",
        ":",
        ":",
        "::",
        "GLOBAL",
        "[hub]",
        "<<a:b[0]>>",
        "ROOT",
        ".",
        "..",
        "-",
        "A",
        "é",
        "\u0000",
        " ",
        "0",
        "%",
        "\n"
    };

    @Test
    void bothWaysGiveTheSame() {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        int plain = 0;
        int points = 0;

        for (int i = 0; i < TEXTS; i++) {
            String text = random.nextBoolean() ? damaged(random, point(random)) : pieces(random);
            Point exact = exact(text);
            boolean isPlain = PlainPoint.matches(text);

            points += exact == null ? 0 : 1;
            plain += isPlain ? 1 : 0;
            assertThat(isPlain).as("-Dseed=%d: '%s'", seed, text).isEqualTo(isPlain(exact));
            if (exact != null) {
                Point read = Point.parse(text);
                assertThat(read)
                        .as("-Dseed=%d: '%s'", seed, text)
                        .isEqualTo(exact)
                        .hasSameHashCodeAs(exact);
                assertThat(read.segments()).isEqualTo(exact.segments());
                assertThat(read.route()).isEqualTo(exact.route());
                assertThat(read).hasToString(text);
                sameAround(seed, text, exact);
            }
        }

        assertThat(points).as("-Dseed=%d: points among the texts", seed).isBetween(TEXTS / 10, TEXTS * 9 / 10);
        assertThat(plain).as("-Dseed=%d: plain ones", seed).isGreaterThan(TEXTS / 20);
    }

    /** What lies above a point that was not taken apart, against one that was. */
    private static void sameAround(long seed, String text, Point exact) {
        Point whole = PlainPoint.matches(text) ? new Point(Route.HERE, null, text) : Point.parse(text);
        assertThat(List.of(whole.depth(), whole.isRoot(), whole.isFile()))
                .as("-Dseed=%d: '%s'", seed, text)
                .containsExactly(exact.segments().size(), exact.isRoot(), exact.isFile());
        assertThat(whole.parent()).as("-Dseed=%d: '%s'", seed, text).isEqualTo(exact.parent());
        assertThat(whole.levels()).as("-Dseed=%d: '%s'", seed, text).isEqualTo(exact.levels());
        assertThatThrownBy(() -> whole.prefix(exact.depth() + 1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void siblingsHaveOneParent() {
        Point parent = Point.parse("localhost:siblings:one").parent();

        assertThat(Point.parse("localhost:siblings:other").parent()).isSameAs(parent);
        assertThat(Point.parse("localhost:siblings:other:below").prefix(2)).isSameAs(parent);
    }

    @Test
    void bothKeepTheSameLimits() {
        for (int length = 120; length < 140; length++) {
            agree("a".repeat(length));
            agree("a:" + "b".repeat(length));
        }
        for (int segments = 60; segments < 70; segments++) {
            agree("a" + ":b".repeat(segments - 1));
        }
        for (int bytes = 1020; bytes < 1030; bytes++) {
            String eight = "a" + (":" + "b".repeat(126)).repeat(8);
            agree(eight + "c".repeat(Math.max(0, bytes - eight.length())));
            agree((eight + ":").substring(0, 1017) + ":" + "c".repeat(bytes - 1018));
        }
    }

    private static void agree(String text) {
        assertThat(PlainPoint.matches(text)).as(text).isEqualTo(exact(text) != null);
    }

    private static @Nullable Point exact(String text) {
        try {
            return PointParser.exact(text);
        } catch (HyperspaceException e) {
            return null;
        }
    }

    private static boolean isPlain(@Nullable Point point) {
        return point != null
                && point.route() == Route.HERE
                && !point.isRoot()
                && point.segments().stream().allMatch(segment -> segment.type().compareTo(Segment.Type.BASE) <= 0);
    }

    private static String point(Random random) {
        StringBuilder out = new StringBuilder(random.nextBoolean() ? "localhost" : "my-domain.com");
        for (int i = random.nextInt(6); i > 0; i--) {
            out.append(':').append((char) ('a' + random.nextInt(26))).append(random.nextInt(100));
        }
        return out.append(random.nextInt(4) == 0 ? ":1.2.3" : "")
                .append(random.nextInt(4) == 0 ? ":/dir/file.txt" : "")
                .toString();
    }

    private static String damaged(Random random, String text) {
        StringBuilder out = new StringBuilder(text);
        if (random.nextBoolean()) {
            int at = random.nextInt(out.length());
            switch (random.nextInt(3)) {
                case 0 -> out.deleteCharAt(at);
                case 1 -> out.insert(at, (char) random.nextInt(0x80));
                default -> out.setCharAt(at, ":.-/A0z ".charAt(random.nextInt(8)));
            }
        }
        return out.toString();
    }

    private static String pieces(Random random) {
        StringBuilder out = new StringBuilder();
        for (int i = random.nextInt(6); i >= 0; i--) {
            out.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return out.toString();
    }
}
