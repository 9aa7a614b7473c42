package io.hyperspace.space.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperspace.space.command.Command;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.kind.KnownKinds;
import io.hyperspace.space.language.Environment;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.point.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What selectors pick, and that they print as they were written. */
class SelectorTest {

    private static boolean picks(String selector, String point, @Nullable Kind... lastKinds) {
        Point parsed = Point.parse(point);
        List<@Nullable Kind> kinds = new ArrayList<>();
        for (int i = 0; i < parsed.segments().size(); i++) {
            int fromEnd = parsed.segments().size() - lastKinds.length;
            kinds.add(i < fromEnd ? null : lastKinds[i - fromEnd]);
        }
        return Language.selector(selector).matches(new PointHierarchy(parsed, kinds));
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, localhost, true",
        "localhost, localhost:a, false",
        "localhost:*, localhost:a, true",
        "localhost:*, localhost, false",
        "localhost:*, localhost:a:b, false",
        "localhost:**, localhost:a:b, true",
        "localhost:**, localhost, false",
        "localhost+:**, localhost, true",
        "localhost+:**, localhost:a:b:c, true",
        "localhost+:**, other, false",
        "**, ROOT, false",
        "**, a:b:c, true",
        "**, GLOBAL::executor, true",
        "+:**, ROOT, true",
        "ROOT+:**, a, true",
        "ROOT, ROOT, true",
        "ROOT, a, false",
        "ROOT:*, a, true",
        "ROOT:*, ROOT, false",
        "space.org:**:users, space.org:a:b:users, true",
        "space.org:**:users, space.org:users, false",
        "a:**:b:**:c, a:x:b:y:c, true",
        "a:**:b:**:c, a:b:b:b:c, true",
        "a:**:b:**:c, a:b:c, false",
        "a:**:b:**:c, a:x:b:c, false",
        "repo:tutorial:(^1.2), repo:tutorial:1.3.0, true",
        "repo:tutorial:(^1.2), repo:tutorial:2.0.0, false",
        "repo:tutorial:(^1.2), repo:tutorial:1.3.0-beta, false",
        "repo:tutorial:(>=1.0.0 <2.0.0), repo:tutorial:1.9.9, true",
        "repo:tutorial:(^1), repo:tutorial:one, false",
        "repo:**, repo:site:1.0.0:/html/index.html, true",
        "repo:site:1.0.0:/html/*, repo:site:1.0.0:/html/index.html, true",
        "repo:site:1.0.0:/html/*, repo:site:1.0.0:/css/index.css, false",
        "repo:site:*:/**/index.html, repo:site:1.0.0:/a/b/index.html, true",
        "repo:site:*:/**/index.html, repo:site:1.0.0:/index.html, false",
        "repo:site:*:/*/, repo:site:1.0.0:/a/, true",
        "repo:site:*:/*/, repo:site:1.0.0:/a, false",
        "repo:site:*:/*, repo:site:1.0.0:/a/, true",
        "x:/, x:/, true",
        "executor, GLOBAL::executor, false",
        "GLOBAL::executor, GLOBAL::executor, true",
        "GLOBAL::executor, executor, false",
        "[hub]::a:*, [hub]::a:b, true",
        "<<central:nexus[0]>>::star, <<central:nexus[0]>>::star, true",
    })
    void aSelectorPicks(String selector, String point, boolean picked) {
        assertThat(picks(selector, point)).isEqualTo(picked);
    }

    @Test
    void aKindRestrictsWhereAHopLands() {
        assertThat(picks("localhost:app:users:**<User>", "localhost:app:users:scott", Kind.USER))
                .isTrue();
        assertThat(picks("localhost:app:users:**<User>", "localhost:app:users:a:scott", Kind.BASE, Kind.USER))
                .isTrue();
        assertThat(picks("localhost:app:users:**<User>", "localhost:app:users:a", Kind.BASE))
                .isFalse();
        assertThat(picks("**<User>", "a:b")).as("an unknown kind").isFalse();
        assertThat(picks("**<*>", "a:b")).isTrue();
        assertThat(picks("*<UserBase<*>>", "a", Kind.USER_BASE)).isTrue();
        assertThat(picks("*<*<Internal>>", "a", Kind.USER_BASE)).isTrue();
        assertThat(picks("*<*<OAuth>>", "a", Kind.USER_BASE)).isFalse();
    }

    @Test
    void aSpecificIsMatchedPartByPart() {
        Kind database = Kind.parse("Database<Relational<postgres.org:postgres.org:postgres:gis:16.1.0>>");

        assertThat(picks("**<Database<Relational<*:postgres.org:*:gis:(^16)>>>", "a:db", database))
                .isTrue();
        assertThat(picks("**<Database<Relational<*:postgres.org:*:gis:(^15)>>>", "a:db", database))
                .isFalse();
        assertThat(picks("**<Database<Relational<*:*:*:*:*>>>", "a:db", Kind.of("Database", "Relational")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "**",
                "ROOT",
                "+:**",
                "localhost",
                "localhost+:**",
                "localhost:app:**<User>",
                "a:**<*>+:b<Base>:*<UserBase<Internal>>+",
                "repo:tutorial:(>=1.0.0 <2.0.0 || ^3)",
                "repo:site:1.0.0:/",
                "repo:site:1.0.0:/a/*/**/b<File<Dir>>+/c.txt<File<File>>",
                "repo:site:(1.x):/**",
                "x:/*/",
                "x:/**/",
                "GLOBAL::executor:**",
                "**<Database<*<*:b.org:*:d:(^1.2)>>>",
            })
    void printingGivesTheTextBack(String text) {
        assertThat(Language.selector(text)).hasToString(text);
    }

    @Test
    void shortFormsMeanTheSame() {
        assertThat(Language.selector("ROOT+:**"))
                .isEqualTo(Language.selector("+:**"))
                .hasToString("+:**");
        assertThat(Language.selector("*<File<*>>")).hasToString("*<File>");
    }

    @Test
    void whatIsPickedLiesBelowTheExactPrefix() {
        assertThat(Language.selector("a:b:**").exactPrefix()).hasToString("a:b");
        assertThat(Language.selector("a:b+:c").exactPrefix()).hasToString("a:b");
        assertThat(Language.selector("repo:x:1.0.0:/a/*").exactPrefix()).hasToString("repo:x:1.0.0:/a/");
        assertThat(Language.selector("**:a").exactPrefix()).isEqualTo(Point.ROOT);
        assertThat(Language.selector("+:a").exactPrefix()).isEqualTo(Point.ROOT);
    }

    @Test
    void aRelativeStartTakesTheRouteOfTheWorkingPoint() {
        Environment hub = new Environment(Point.parse("[hub]::a:b"), Map.of());

        assertThat(selected(".:**", hub)).hasToString("[hub]::a:b:**");
        assertThat(selected("..+:*", hub)).hasToString("[hub]::a+:*");
        assertThatThrownBy(() -> selected("...:*", hub)).hasMessageContaining("the root of a route");
        assertThatThrownBy(() -> Language.selector("[hub]::ROOT")).hasMessageContaining("the root of a route");
    }

    private static Selector selected(String text, Environment environment) {
        return ((Command.Select) Language.command("select " + text, environment, KnownKinds.ANY)).selector();
    }

    @Test
    void theRootOfARouteIsNotTheRoot() {
        PointHierarchy root = new PointHierarchy(Point.parse("[hub]::ROOT"), List.of());

        assertThat(Language.selector("ROOT").matches(root)).isFalse();
        assertThat(Language.selector("ROOT").matches(new PointHierarchy(Point.ROOT, List.of())))
                .isTrue();
        assertThat(Language.selector("ROOT").matches(new PointHierarchy(Point.parse("a"), List.of(Kind.SPACE))))
                .isFalse();
    }

    @Test
    void theLastOf64HopsIsMatched() {
        String point = "a" + ":b".repeat(63);

        assertThat(picks(point, point)).isTrue();
        assertThat(picks("a" + ":b".repeat(62) + ":c", point)).isFalse();
        assertThat(picks("a" + ":**".repeat(63), point)).isTrue();
        assertThat(picks("a" + ":*".repeat(63), "a" + ":b".repeat(62))).isFalse();
    }

    @Test
    void aSelectorHasAtMost64Hops() {
        assertThat(Language.selector("a" + ":b".repeat(63)).hops()).hasSize(64);
        assertThatThrownBy(() -> Language.selector("a" + ":b".repeat(64)))
                .isInstanceOf(HyperspaceException.class)
                .hasMessageContaining("at most 64 hops");
    }
}
