package io.hyperspace.space.bind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperspace.space.bind.PayloadPattern.Misfit;
import io.hyperspace.space.bind.PayloadPattern.Validation;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.particle.Stub;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.substance.SubstanceKind;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which bodies fit which payload patterns, and what is said of those that do not. */
class PayloadPatternTest {

    private static PayloadPattern pattern(String text) {
        Bind bind = Language.bind("test", "Bind(version=1.0.0) { Route -> { Ext<A> -[ " + text + " ]-> &; } }");
        return Objects.requireNonNull(
                bind.routes().get(0).pipeline().steps().get(0).payload());
    }

    private static @Nullable Misfit misfit(String pattern, Substance body) {
        return pattern(pattern).fit(body).misfit();
    }

    private static Substance json(String text) {
        return new Substance.Json(text);
    }

    @Test
    void everySubstanceFitsItsKindAndNoOther() {
        List<Substance> bodies = List.of(
                Substance.Empty.INSTANCE,
                Substance.text("x"),
                new Substance.Bin(new byte[1]),
                new Substance.Int(1),
                new Substance.Bool(true),
                json("1.5"),
                new Substance.PointOf(Point.parse("a:b")),
                new Substance.ListOf(List.of()),
                new Substance.MapOf(Map.of()),
                new Substance.StubOf(new Stub(Point.parse("a"), Kind.SPACE, Status.READY)));

        for (Substance body : bodies) {
            for (SubstanceKind kind : SubstanceKind.values()) {
                boolean same = body.kindName().equals(kind.toString());
                assertThat(misfit(kind.toString(), body))
                        .as("%s as %s", body, kind)
                        .isEqualTo(same ? null : new Misfit(kind.toString(), found(body, kind)));
            }
            assertThat(misfit("*", body)).isNull();
        }
    }

    /** JSON is looked into where a list or a map is asked for. */
    private static String found(Substance body, SubstanceKind kind) {
        boolean structure = kind == SubstanceKind.MAP || kind == SubstanceKind.LIST;
        return body instanceof Substance.Json && structure ? "a number" : body.kindName();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "Map; {}",
                "List; [1, \"a\", {}]",
                "Map{ }; { }",
                "Map{ * }; {\"a\": [[[{}]]], \"b\": \"}\\\"\"}",
                "Map{ name<Text>, age<Int>, * }; {\"age\": -7, \"x\": null, \"name\": \"a\\u00e9\"}",
                "Map{ name<Text>, age<Int> }; {\"age\":9223372036854775807,\"n\\u0061me\":\"\"}",
                "Map{ a<Json>, b<Json>, c<*> }; {\"a\": 1e9, \"b\": [{}], \"c\": {\"d\": 1}}",
                "Map{ who<Point>, ok<Boolean>, none<Empty> }; {\"who\":\"localhost:users:scott\",\"ok\":false,\"none\":null}",
                "Map{ in<Map{ deep<Text[]> }> }; {\"in\":{\"deep\":[\"a\",\"b\"]}}",
                "Text[]; [\"a\", \"b\"]",
                "Int[]; []",
                "Map[]; [{}, {\"a\": 1}]",
                "Json[]; [1, \"a\", null, {}]",
                "Map{ 'first name'<Text> }; {\"first name\": \"x\"}"
            })
    void jsonFitsByWhatItHolds(String pattern, String json) {
        assertThat(misfit(pattern, json(json))).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "Map{ name<Text> }; {}; Text at 'name'; nothing",
                "Map{ name<Text> }; []; Map{ name<Text> }; List",
                "Map{ name<Text> }; {\"name\": 1}; Text at 'name'; Int",
                "Map{ age<Int> }; {\"age\": 1.0}; Int at 'age'; a number",
                "Map{ age<Int> }; {\"age\": 9223372036854775808}; Int at 'age'; a number",
                "Map{ age<Int> }; {\"age\": 1, \"x\": {}}; nothing at 'x'; Map",
                "Map{ age<Int> }; {\"age\": 1, \"age\": 2}; only one value at 'age'; a second",
                "Map{ age<Int>, * }; {\"age\": 1, \"\\u0061ge\": \"a\"}; only one value at 'age'; a second",
                "Map{ who<Point> }; {\"who\": \"Not A Point\"}; Point at 'who'; Text",
                "Map{ in<Map{ deep<Text[]> }> }; {\"in\":{\"deep\":[\"a\",2]}}; Text at 'in.deep[1]'; Int",
                "Text[]; {}; Text[]; Map",
                "Map; {\"a\":; Map; JSON that is damaged",
                "Map{ a<Stub> }; {\"a\": {}}; Stub at 'a'; Map"
            })
    void whatDoesNotFitIsSaidWithItsPlace(String pattern, String json, String expected, String found) {
        assertThat(misfit(pattern, json(json))).isEqualTo(new Misfit(expected, found));
    }

    @Test
    void mapsAndListsOfSubstancesAreHeldAgainstThePatternToo() {
        Substance map = new Substance.MapOf(Map.of(
                "name", Substance.text("ann"), "tags", new Substance.ListOf(List.of(Substance.text("a"))), "x", TRUE));

        assertThat(misfit("Map{ name<Text>, tags<Text[]>, * }", map)).isNull();
        assertThat(misfit("Map{ name<Text>, tags<Int[]>, * }", map)).isEqualTo(new Misfit("Int at 'tags[0]'", "Text"));
        assertThat(misfit("Map{ name<Text>, tags<List> }", map)).isEqualTo(new Misfit("nothing at 'x'", "Boolean"));
        assertThat(misfit("Map{ y<*>, * }", map)).isEqualTo(new Misfit("* at 'y'", "nothing"));
    }

    private static final Substance TRUE = new Substance.Bool(true);

    @Test
    void whatIsToBeValidatedIsGivenAsItLooksByItself() {
        PayloadPattern pattern = pattern("Map{ a<Text~x>, b<Int~x>, c<Map{ d<Boolean~x> }~x>, e<Empty~x>, f<*~x> }~y");
        String text = "{\"a\":\"q\\n\",\"b\":7,\"c\":{\"d\":true},\"e\":null,\"f\":1.50}";

        assertThat(pattern.fit(json(text)).validations())
                .extracting(Validation::part)
                .containsExactly(
                        Substance.text("q\n"),
                        new Substance.Int(7),
                        TRUE,
                        json("{\"d\":true}"),
                        Substance.Empty.INSTANCE,
                        json("1.50"),
                        json(text));
        assertThat(pattern.fit(json("{}")).validations()).isEmpty();
    }

    @Test
    void aKeyThatASenderChoseIsHarmlessToPrint() {
        Misfit misfit =
                Objects.requireNonNull(misfit("Map{ }", json("{\"a\\u0007\\u202eb" + "x".repeat(500) + "\": 1}")));

        assertThat(misfit.expected()).startsWith("nothing at 'a??bxx").hasSizeLessThan(150);
    }

    @Test
    void aDeepOrLongBodyIsReadInLinearTime() {
        String deep = "[".repeat(400_000) + "]".repeat(400_000);
        String wide = "[" + "1,".repeat(400_000) + "1]";

        assertThat(misfit("Map{ a<*>, b<Int[]>, * }", json("{\"a\":" + deep + ",\"b\":" + wide + "}")))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "Text",
                "Text[]",
                "Map{ }",
                "Map{ * }",
                "Map{ name<Text>, age<Int>, * }",
                "Json~localhost:check",
                "Map{ 'a b'<Map{ c<Text[]~.:x^Ext<Check>/y> }>, \"it's\"<*> }~..:z^Http<Post>"
            })
    void aPatternPrintsAsItIsWritten(String text) {
        assertThat(pattern(text)).hasToString(text);
    }

    @Test
    void aPatternHasBounds() {
        PayloadPattern text = PayloadPattern.of(new PayloadPattern.Of(SubstanceKind.TEXT));
        PayloadPattern deep = text;
        for (int i = 0; i < PayloadPattern.MAX_DEPTH; i++) {
            deep = PayloadPattern.of(new PayloadPattern.MapOf(List.of(new PayloadPattern.Field("a", deep)), false));
        }
        PayloadPattern.MapOf more = new PayloadPattern.MapOf(List.of(new PayloadPattern.Field("a", deep)), false);

        assertThat(pattern(deep.toString())).isEqualTo(deep);
        assertThatThrownBy(() -> PayloadPattern.of(more)).isInstanceOf(IllegalArgumentException.class);
    }
}
