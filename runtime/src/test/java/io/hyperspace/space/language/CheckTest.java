package io.hyperspace.space.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hyperspace.space.error.Fault;
import io.hyperspace.space.kind.BuiltInKinds;
import io.hyperspace.space.kind.KnownKinds;
import io.hyperspace.space.point.Point;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CheckTest {

    private static final Point BUNDLE = Point.parse("repo:tutorial:1.0.0");
    private static final Map<String, String> VARIABLES =
            Map.of("user", "scott", "bundle", BUNDLE.toString(), "1", "css/site.css");
    private static final Environment HERE = new Environment(Point.parse("localhost:app"), VARIABLES);
    private static final Set<String> PATHS =
            Set.of("", "bind/", "bind/app.bind", "config/", "config/app.mechtron", "wasm/", "wasm/app.wasm", "html/");

    private static List<Fault> faults(Form form, String text, Environment environment) {
        LanguageException wrong = catchThrowableOfType(
                LanguageException.class,
                () -> Check.inBundle(form, "doc", text, environment, KnownKinds.ANY, BUNDLE, PATHS));
        return wrong == null ? List.of() : wrong.faults();
    }

    private static List<String> said(Form form, String text) {
        Environment environment = form == Form.MECHTRON ? new Environment(BUNDLE, VARIABLES) : HERE;
        return faults(form, text, environment).stream()
                .map(fault -> fault.code() + " " + fault.span() + " " + fault.message())
                .toList();
    }

    @Test
    void theCanonicalTextOfEveryExampleIsReadAsTheSame() throws IOException {
        for (PageExamples example : PageExamples.all()) {
            Object value = Check.check(example.form(), "page", example.text(), HERE, KnownKinds.ANY)
                    .value();

            Object again = Check.check(example.form(), "again", value.toString(), HERE, KnownKinds.ANY)
                    .value();

            assertThat(again).as(example.text()).isEqualTo(value).hasToString(value.toString());
        }
    }

    @Test
    void anUnknownKindIsAWarningUntilTheKindsAreKnown() {
        KnownKinds builtIn = KnownKinds.expected(BuiltInKinds.ALL);

        Checked<Object> checked = Check.check(Form.KIND, "kind", "Sapce", HERE, builtIn);

        assertThat(checked.value()).hasToString("Sapce");
        assertThat(checked.warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo("W0102");
            assertThat(warning.help()).containsExactly("did you mean 'Space'?");
        });
        LanguageException wrong = catchThrowableOfType(
                LanguageException.class,
                () -> Check.check(Form.KIND, "kind", "Sapce", HERE, KnownKinds.only(BuiltInKinds.ALL)));
        assertThat(wrong.fault().code()).isEqualTo("E0102");
    }

    @Test
    void warningsAreToldBesideErrors() {
        KnownKinds builtIn = KnownKinds.expected(BuiltInKinds.ALL);

        LanguageException wrong = catchThrowableOfType(
                LanguageException.class,
                () -> Check.check(Form.SCRIPT, "s", "create a<Sapce>; get ${nobody};", HERE, builtIn));

        assertThat(wrong.faults()).extracting(Fault::code).containsExactly("E0105");
        assertThat(wrong.warnings()).extracting(Fault::code).containsExactly("W0102");
    }

    @Test
    void whatADocumentNamesInItsBundleMustBeThere() {
        assertThat(said(Form.MECHTRON, "Mechtron(version=1.0.0) { Wasm { +bin=.:/wasm/ap.wasm } }"))
                .containsExactly("E0621 doc:1:39 there is no 'wasm/ap.wasm' in this bundle");
        assertThat(
                        said(
                                Form.BIND,
                                "Bind(version=1.0.0) { Route -> { Ext<A> -> ${bundle}:/html/x => &;\n"
                                        + "Ext<B> -[ Text~repo:tutorial:1.0.0:/y ]-> repo:tutorial:1.0.0:/bind/app.bind => &; } }"))
                .containsExactly(
                        "E0621 doc:1:44 there is no 'html/x' in this bundle",
                        "E0621 doc:2:16 there is no 'y' in this bundle");
        assertThat(said(
                        Form.APP,
                        "App(version=1.0.0) { Set { +bind=${bundle}:/bind/ap.bind; }\n"
                                + "Install { create .:c<Mechtron>{ +config=${bundle}:/config/ap.mechtron }; } }"))
                .containsExactly(
                        "E0621 doc:1:34 there is no 'bind/ap.bind' in this bundle",
                        "E0621 doc:2:41 there is no 'config/ap.mechtron' in this bundle");
    }

    @Test
    void whatIsNearIsProposed() {
        Fault fault = faults(
                        Form.MECHTRON,
                        "Mechtron(version=1.0.0) { Wasm { +bin=.:/wasm/apq.wasm } }",
                        new Environment(BUNDLE, VARIABLES))
                .get(0);

        assertThat(fault.help()).containsExactly("did you mean 'wasm/app.wasm'?");
        assertThat(fault.excerpt()).endsWith("^^^^^^^^^^^^^^^^ not in this bundle");
    }

    @Test
    void aFileOfAnotherSortIsRefused() {
        assertThat(said(Form.MECHTRON, "Mechtron(version=1.0.0) { Wasm { +bin=.:/bind/app.bind } }"))
                .containsExactly("E0626 doc:1:39 +bin names a .wasm file, not 'bind/app.bind'");
        assertThat(said(Form.APP, "App(version=1.0.0) { Set { +bind=${bundle}:/wasm/app.wasm; } }"))
                .containsExactly("E0626 doc:1:34 +bind names a .bind file, not 'wasm/app.wasm'");
        assertThat(said(
                        Form.APP,
                        "App(version=1.0.0) { Install { create a<Mechtron>{ +config=${bundle}:/bind/app.bind } } }"))
                .containsExactly("E0626 doc:1:60 +config names a .mechtron file, not 'bind/app.bind'");
    }

    @Test
    void whatIsElsewhereOrKnownLaterIsLeftAlone() {
        assertThat(said(Form.MECHTRON, "Mechtron(version=1.0.0) { Wasm { +bin=repo:other:1.0.0:/a.wasm } }"))
                .isEmpty();
        assertThat(said(
                        Form.BIND,
                        "Bind(version=1.0.0) { Route -> { Ext<A>/(.*) -> ${bundle}:/html/$1 => &;\n"
                                + "Ext<B> -> .:/none => &; Ext<C> -> repo:tutorial:2.0.0:/none => &; } }"))
                .isEmpty();
        assertThat(said(
                        Form.APP,
                        "App(version=1.0.0) { Set { +title='a text'; +config=.:/x; }\n"
                                + "Install { create .:c<Web>{ +config=${bundle}:/bind/app.bind }; } }"))
                .isEmpty();
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        assertThat(said(
                        Form.MECHTRON,
                        "Mechtron(version=1.0.0) { Wasm { +bin=.:/none.wasm; +nme=x } Env { +a=${b} } }"))
                .extracting(line -> line.substring(0, 5))
                .containsExactly("E0621", "E0107", "E0105");
    }
}
