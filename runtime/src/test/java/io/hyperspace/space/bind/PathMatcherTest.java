package io.hyperspace.space.bind;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What finds the route of a wave agrees with plain RE2/J. {@code -Dhyperspace.seed=N} runs it again. */
class PathMatcherTest {

    private static final long SEED = Long.getLong("hyperspace.seed", System.nanoTime());
    private static final int PAIRS = 60_000;

    private static final List<String> ATOMS = List.of(
            "a",
            "b",
            "/",
            "ab",
            "users",
            "é",
            "é+",
            "日*",
            "\uFFFF*",
            "i",
            "\\.",
            "\\d",
            "\\d+",
            "[0-9]+",
            "[^/]+",
            "([^/]+)",
            "(?:[^/]+)",
            "(.*)",
            ".*",
            ".",
            "[a-c]",
            "[a-c-]*",
            "[^a]",
            "[]a]+",
            "[[:digit:]]+",
            "\\w*",
            "\\S+",
            "\\pL",
            "a?",
            "b{2}",
            "(ab)?",
            "(a|b)",
            "(?:a|/b)+",
            "(?i)U",
            "(?i:A)",
            "^",
            "$",
            "\\b",
            "x+?",
            "(a*)*",
            "|",
            "|/b");

    private final Random random = new Random(SEED);

    private String expression() {
        StringBuilder out = new StringBuilder("/");
        int atoms = random.nextInt(6);
        for (int i = 0; i < atoms; i++) {
            String atom = ATOMS.get(random.nextInt(ATOMS.size()));
            out.append(random.nextInt(8) == 0 ? "(" + atom + ")" : atom);
            if (random.nextInt(4) == 0) {
                out.append('/');
            }
        }
        return random.nextInt(5) == 0
                ? out.insert(1, "(?<n" + random.nextInt(3) + ">u[^/]*)/").toString()
                : out.toString();
    }

    private String path() {
        StringBuilder out = new StringBuilder("/");
        int pieces = random.nextInt(7);
        for (int i = 0; i < pieces; i++) {
            out.append(List.of(
                            "a",
                            "b",
                            "ab",
                            "/",
                            "users",
                            "u",
                            "7",
                            "42",
                            "-",
                            ".",
                            "é",
                            "\n",
                            "x",
                            "\uD83D\uDE00",
                            "\uD83D",
                            "A",
                            " ",
                            "_",
                            "i",
                            "日")
                    .get(random.nextInt(20)));
        }
        return out.toString();
    }

    private @Nullable WholePath whole() {
        List<RoutePath> parts = new ArrayList<>();
        int count = random.nextInt(4);
        try {
            for (int i = 0; i < count; i++) {
                parts.add(new RoutePath(expression()));
            }
            return new WholePath(parts, count == 0 || random.nextInt(3) == 0);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static int @Nullable [] plainly(Pattern pattern, String path) {
        Matcher matcher = pattern.matcher(path);
        return matcher.matches()
                ? java.util.stream.IntStream.rangeClosed(1, matcher.groupCount())
                        .flatMap(group -> java.util.stream.IntStream.of(matcher.start(group), matcher.end(group)))
                        .toArray()
                : null;
    }

    @Test
    void everyPathIsMatchedAsRe2Would() {
        int matched = 0;
        int byHand = 0;
        for (int i = 0; i < PAIRS / 6; ) {
            WholePath whole = whole();
            if (whole == null) {
                continue;
            }
            i++;
            Pattern pattern = Pattern.compile(whole.expression());
            PathShape shape = whole.shape();
            PathMatcher matcher = whole.matcher(shape);
            byHand += matcher instanceof PathMatcher.Plain ? 1 : 0;
            for (int j = 0; j < 6; j++) {
                String path = path();
                int[] expected = plainly(pattern, path);
                int[] found = path.startsWith(shape.prefix()) ? matcher.match(path) : null;

                assertThat(found)
                        .as("%s on '%s', prefix '%s', seed %d", whole.expression(), path, shape.prefix(), SEED)
                        .isEqualTo(expected);
                matched += expected == null ? 0 : 1;
            }
            assertThat(whole.groups()).isEqualTo(pattern.groupCount());
            assertThat(whole.names()).isEqualTo(pattern.namedGroups());
        }
        assertThat(matched).as("seed %d", SEED).isGreaterThan(PAIRS / 50);
        assertThat(byHand).as("seed %d", SEED).isGreaterThan(PAIRS / 60);
    }

    @Test
    void whatIsTakenAsAnExpressionIsWhatRe2Takes() {
        for (int i = 0; i < PAIRS; i++) {
            String expression = expression();
            boolean taken = isTaken(() -> Pattern.compile(expression));

            assertThat(isTaken(() -> new RoutePath(expression)))
                    .as("%s, seed %d", expression, SEED)
                    .isEqualTo(taken);
        }
    }

    private static boolean isTaken(Runnable reading) {
        try {
            reading.run();
            return true;
        } catch (PatternSyntaxException | IllegalArgumentException e) {
            return false;
        }
    }

    @Test
    void theUsualPathsAreMatchedByHand() {
        for (String path : List.of(
                "/",
                "/orders",
                "/users/(?<user>[^/]+)",
                "/users/([^/]+)/posts/(\\d+)",
                "/(.*)",
                "/api/v[0-9]+/x\\.html",
                "/files/(?P<file>[a-z0-9-]+)/(?<rest>.*)",
                "/a/.+")) {
            PathShape shape = new PathShape();
            shape.add(path);

            assertThat(shape.isPlain() && PathMatcher.Plain.isCertain(shape.tokens()))
                    .as(path)
                    .isTrue();
        }
    }

    @Test
    void theFirstRouteOfManyWinsAsInAPlainScan() {
        for (int round = 0; round < 300; round++) {
            List<BindRoute> routes = new ArrayList<>();
            while (routes.size() < 30) {
                WholePath whole = whole();
                if (whole != null) {
                    routes.add(new BindRoute(method(), List.of(), whole, Pipeline.CORE));
                }
            }
            RouteTable table = new RouteTable(routes);
            List<Pattern> patterns = routes.stream()
                    .map(route -> Pattern.compile(route.path().expression()))
                    .toList();
            for (int i = 0; i < 20; i++) {
                String path = path();
                var method = io.hyperspace.space.wave.Method.parse(
                        List.of("Ext<A>", "Ext<B>", "Http<A>", "Http<Get>", "Cmd<Read>")
                                .get(random.nextInt(5)));
                @Nullable BindRoute expected = null;
                for (int j = 0; j < routes.size() && expected == null; j++) {
                    boolean fits = routes.get(j).method().matches(method)
                            && patterns.get(j).matches(path);
                    expected = fits ? routes.get(j) : null;
                }

                assertThat(table.match(method, path).map(RouteMatch::route).orElse(null))
                        .as("%s%s of %s, seed %d", method, path, routes, SEED)
                        .isSameAs(expected);
            }
        }
    }

    private MethodPattern method() {
        var families = Arrays.asList(
                null, io.hyperspace.space.wave.Method.Family.EXT, io.hyperspace.space.wave.Method.Family.HTTP);
        var names = Arrays.asList(null, "A", "B");
        return new MethodPattern(families.get(random.nextInt(3)), names.get(random.nextInt(3)));
    }
}
