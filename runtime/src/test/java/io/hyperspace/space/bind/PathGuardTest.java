package io.hyperspace.space.bind;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No expression grows beyond what the guard lets through, however it hides its repetitions. */
class PathGuardTest {

    private static final int RUNS = 20_000;

    /** Steps let through, each at most two instructions, and a few around. */
    private static final int MAX_PROGRAM = 2 * 5000 + 100;

    /** No piece has more than 40 times its own size, so that what is not refused can be compiled to see. */
    private static final List<String> PIECES = List.of(
            "a",
            "(",
            ")",
            "(?:",
            "(?i)",
            "(?-s)",
            "(?i:",
            "(?<n>",
            "{9}",
            "{40}",
            "{2,30}",
            "{3,}",
            "{,5}",
            "*",
            "+",
            "?",
            "|",
            "^",
            "$",
            ".",
            "\\b",
            "\\d",
            "\\pL",
            "\\p{Greek}",
            "\\x{41}",
            "[](]",
            "[^](]",
            "[[:alpha:](]",
            "[)]",
            "[\\]]",
            "[a-z]",
            "[:",
            "[",
            "]",
            "\\(",
            "\\\\",
            "/",
            "[^/]+",
            "(.*)");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/(x{1000}){1000}",
                "/(x{1000}[](]){1000}",
                "/(x{1000}[^](]){1000}",
                "/(x{1000}[[:alpha:](]){1000}",
                "/(x{900})(?i){900}",
                "/(x{900})(?i)(?s){900}",
                "/((x{30}){56}?(?-s){2,30}){3}",
                "/(x{900})*(?i){900}",
                "/(?:(?:x{100}){100}){100}",
                "/((((x{30}){30}){30}){30})"
            })
    void hiddenRepetitionsAreSeen(String path) {
        assertThat(PathGuard.refusal(path)).contains("multiply to more than 5000 steps");
    }

    @Test
    void whatIsLetThroughStaysSmall() {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        int compiled = 0;

        for (int i = 0; i < RUNS; i++) {
            String path = path(random);
            if (PathGuard.refusal(path).isEmpty()) {
                compiled += isCompiled(seed, path) ? 1 : 0;
            }
        }

        assertThat(compiled).as("-Dseed=%d: expressions that are good", seed).isGreaterThan(RUNS / 50);
    }

    private static boolean isCompiled(long seed, String path) {
        try {
            assertThat(Pattern.compile(path).programSize())
                    .as(() -> "-Dseed=" + seed + ": " + path)
                    .isLessThanOrEqualTo(MAX_PROGRAM);
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    /** Mostly well-formed groups with repetitions inside of each other, and a few pieces that may be anything. */
    private static String path(Random random) {
        StringBuilder path = new StringBuilder("/");
        for (int i = 1 + random.nextInt(8); i > 0; i--) {
            String piece = PIECES.get(random.nextInt(PIECES.size()));
            if (random.nextInt(3) == 0) {
                path.insert(1, "(").append(piece).append(')').append("{" + (1 + random.nextInt(60)) + "}");
            } else {
                path.append(piece);
            }
        }
        return path.toString();
    }
}
