package io.hyperspace.space.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperspace.space.error.FaultPrinter;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.kind.KnownKinds;
import io.hyperspace.space.point.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every example of the language's reference is run. */
class LanguagePageTest {

    private static final Path PAGE = Path.of("docs/language.md");
    private static final Pattern BLOCK = Pattern.compile("(?m)^```([a-z -]*)\\n((?s).*?)^```$");
    private static final Environment HERE = new Environment(
            Point.parse("localhost:app"),
            Map.of("user", "scott", "bundle", "repo:tutorial:1.0.0", "1", "css/site.css"));

    private static String page() throws IOException {
        return Files.readString(PAGE);
    }

    @TestFactory
    Stream<DynamicTest> everyExampleDoesWhatThePageSays() throws IOException {
        return BLOCK.matcher(page()).results().flatMap(block -> tests(block.group(1), block.group(2)));
    }

    @Test
    void thePageHasExamplesOfEverySort() throws IOException {
        List<String> sorts =
                BLOCK.matcher(page()).results().map(block -> block.group(1)).toList();

        assertThat(sorts)
                .contains(
                        "points",
                        "not-points",
                        "relative-points",
                        "surfaces",
                        "kinds",
                        "selectors",
                        "commands",
                        "script",
                        "bind")
                .contains("mechtron", "app");
    }

    @Test
    void theErrorOnThePageIsTheOneThatIsPrinted() throws IOException {
        String page = page();

        assertThatThrownBy(() -> Language.command(
                        "create localhost<Sapce>", HERE, KnownKinds.only(Set.of(Kind.SPACE, Kind.BASE))))
                .isInstanceOfSatisfying(
                        HyperspaceException.class, e -> assertThat(page).contains(FaultPrinter.render(e.fault())));
    }

    private static Stream<DynamicTest> tests(String sort, String text) {
        return switch (sort) {
            case "points" -> lines(text, line -> assertThat(Point.parse(line)).hasToString(line));
            case "not-points" -> lines(text, LanguagePageTest::isNoPoint);
            case "relative-points" -> lines(text, LanguagePageTest::resolves);
            case "surfaces" ->
                lines(text, line -> assertThat(Language.surface(line)).hasToString(line));
            case "not-surfaces" -> lines(text, LanguagePageTest::isNoSurface);
            case "kinds" -> lines(text, line -> assertThat(Kind.parse(line)).hasToString(line));
            case "selectors" -> lines(text, Language::selector);
            case "commands" -> lines(text, line -> Language.command(line, HERE, KnownKinds.ANY));
            case "script" -> whole(sort, () -> Language.script("page", text, HERE, KnownKinds.ANY));
            case "bind" -> whole(sort, () -> reads(text, one -> Language.bind("page", one)));
            case "mechtron" -> whole(sort, () -> reads(text, one -> Language.mechtron("page", one, HERE)));
            case "app" -> whole(sort, () -> reads(text, one -> Language.app("page", one, HERE, KnownKinds.ANY)));
            default -> Stream.of();
        };
    }

    /** A document is taken, and what it prints reads back to the same. */
    private static void reads(String text, Function<String, Object> reading) {
        Object value = reading.apply(text);

        assertThat(reading.apply(value.toString())).isEqualTo(value).hasToString(value.toString());
    }

    private interface Check {
        void check(String line);
    }

    private static Stream<DynamicTest> lines(String text, Check check) {
        return text.lines().map(line -> DynamicTest.dynamicTest(line, () -> check.check(line)));
    }

    private static Stream<DynamicTest> whole(String name, Runnable check) {
        return Stream.of(DynamicTest.dynamicTest(name, check::run));
    }

    private static void isNoPoint(String line) {
        assertThatThrownBy(() -> Point.parse(line)).isInstanceOfSatisfying(HyperspaceException.class, e -> {
            assertThat(e.status()).isEqualTo(400);
            assertThat(e.fault().span()).isNotNull();
        });
    }

    private static void isNoSurface(String line) {
        assertThatThrownBy(() -> Language.surface(line)).isInstanceOfSatisfying(HyperspaceException.class, e -> {
            assertThat(e.status()).isEqualTo(400);
            assertThat(e.fault().span()).isNotNull();
        });
    }

    private static void resolves(String line) {
        Matcher parts = Pattern.compile("(\\S+) +-> (\\S+)").matcher(line);
        assertThat(parts.matches()).isTrue();
        assertThat(Language.point(parts.group(1), HERE)).hasToString(parts.group(2));
    }
}
