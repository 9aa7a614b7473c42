package io.hyperspace.space.language;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hyperspace.space.command.Command;
import io.hyperspace.space.kind.BuiltInKinds;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.kind.KnownKinds;
import io.hyperspace.space.language.lexer.Candidates.Candidate;
import io.hyperspace.space.point.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the editor's grammars to the language: what it knows they colour, and nothing else. */
class EditorTest {

    private static final Path EDITOR = Path.of("editor");
    private static final Path SYNTAXES = EDITOR.resolve("syntaxes");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> PATTERNS = Set.of("match", "begin", "end");
    private static final Environment HERE = new Environment(
            Point.parse("localhost:app"), Map.of("user", "scott", "bundle", "repo:tutorial:1.0.0", "1", "x"));

    private static JsonNode read(Path file) throws IOException {
        return JSON.readTree(Files.readString(file));
    }

    private static JsonNode rules() throws IOException {
        return read(SYNTAXES.resolve("hyperspace.tmLanguage.json")).path("repository");
    }

    private static Pattern pattern(String rule) throws IOException {
        return Pattern.compile(rules().path(rule).path("match").asText());
    }

    private static List<Path> grammars() throws IOException {
        try (Stream<Path> files = Files.list(SYNTAXES)) {
            return files.sorted().toList();
        }
    }

    @Test
    void everyExpressionIsOne() throws IOException {
        int count = 0;
        for (Path grammar : grammars()) {
            for (JsonNode rule : read(grammar).findParents("include")) {
                assertThat(rule.path("include").asText()).matches("(source\\.hyperspace)?#[a-z-]+");
            }
            for (String name : PATTERNS) {
                for (String expression : read(grammar).findValuesAsText(name)) {
                    assertThat(Pattern.compile(expression)).isNotNull();
                    count++;
                }
            }
        }
        assertThat(count).isGreaterThan(30);
    }

    @Test
    void everyRuleThatIsIncludedIsThere() throws IOException {
        JsonNode rules = rules();
        for (Path grammar : grammars()) {
            for (String include : read(grammar).findValuesAsText("include")) {
                assertThat(rules.has(include.substring(include.indexOf('#') + 1)))
                        .as(include)
                        .isTrue();
            }
        }
    }

    @Test
    void theExtensionNamesTheGrammarsThatAreThere() throws IOException {
        JsonNode contributed = read(EDITOR.resolve("package.json")).path("contributes");

        for (JsonNode grammar : contributed.path("grammars")) {
            assertThat(read(EDITOR.resolve(grammar.path("path").asText())).path("scopeName"))
                    .isEqualTo(grammar.path("scopeName"));
        }
        assertThat(contributed.path("grammars")).hasSize(grammars().size());
        assertThat(contributed.path("languages").findValuesAsText("id"))
                .containsExactly("hyperspace-script", "hyperspace-bind", "hyperspace-mechtron", "hyperspace-app");
    }

    /** A rule's words are what the language itself proposes where they may stand. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "command        | 1 | command  | ''",
                "option         | 1 | command  | 'select a ', 'ripple ', 'access ', 'grant ', 'grant super ', 'access list ', 'chown a '",
                "agent          | 1 | command  | 'access '",
                "filter         | 1 | bind     | 'Bind(version=1.0.0) { Route -> { Ext<A>('",
                "substance      | 1 | bind     | 'Bind(version=1.0.0) { Route -> { Ext<A> -['",
                "bind-scope     | 1 | bind     | 'Bind(version=1.0.0) { '",
                "mechtron-scope | 1 | mechtron | 'Mechtron(version=1.0.0) { '",
                "app-scope      | 1 | app      | 'App(version=1.0.0) { '",
                "family         | 1 | command  | 'ping a '",
            })
    void theWordsOfARuleAreThoseOfTheLanguage(String rule, int group, String form, String places) throws IOException {
        Set<String> known = Arrays.stream(places.split(", (?=')", -1))
                .map(place -> place.replace("'", ""))
                .flatMap(place -> words(Form.of(form).orElseThrow(), place))
                .collect(Collectors.toSet());
        known.removeAll(rule.equals("option") ? Set.of("anonymous", "hyperuser") : Set.of("list"));

        assertThat(alternatives(rule, group)).containsExactlyInAnyOrderElementsOf(known);
    }

    private static Stream<String> words(Form form, String place) {
        return Completion.at(form, place, place.length(), List.of(), KnownKinds.ANY).candidates().stream()
                .filter(candidate -> !candidate.sort().equals("symbol"))
                .map(Candidate::text);
    }

    /** The words of a group that is nothing but words with bars between them. */
    private static List<String> alternatives(String rule, int group) throws IOException {
        String expression = rules().path(rule).path("match").asText();
        Matcher groups = Pattern.compile("(?<!\\\\)\\((?!\\?)([^()]*)\\)").matcher(expression);
        for (int i = 0; i < group; i++) {
            assertThat(groups.find()).isTrue();
        }
        return Stream.of(groups.group(1).split("\\|"))
                .map(word -> word.replace("\\", ""))
                .toList();
    }

    @Test
    void everyDocumentHasItsHeader() throws IOException {
        for (PageExamples example : PageExamples.all()) {
            if (example.form().isDocument()) {
                assertThat(pattern("document").matcher(example.text()).find()).isTrue();
            }
        }
    }

    @Test
    void theExamplesCommandsKindsAndMethodsAreFoundWhereTheyStand() throws IOException {
        int kinds = 0;
        int methods = 0;
        for (PageExamples example : PageExamples.all()) {
            if (example.form() != Form.COMMAND) {
                continue;
            }
            String text = example.text();
            assertThat(found("command", text)).startsWith(text.split("[ ;]", 2)[0]);
            Object command = Check.check(Form.COMMAND, "page", text, HERE, KnownKinds.ANY)
                    .value();
            if (command instanceof Command.Create create) {
                assertThat(found("kind", text)).contains(create.kind().base());
                kinds++;
            } else if (command instanceof Command.Send send) {
                assertThat(found("method", text)).contains(send.method().toString());
                methods++;
            }
        }
        assertThat(kinds).isGreaterThan(3);
        assertThat(methods).isGreaterThan(5);
    }

    @Test
    void everyBuiltInKindIsFound() throws IOException {
        for (Kind kind : BuiltInKinds.ALL) {
            String sub = kind.sub();

            assertThat(found("kind", "create a<" + kind + ">"))
                    .isEqualTo(sub == null ? List.of(kind.base()) : List.of(kind.base(), sub));
        }
    }

    @Test
    void everySettingOfAMechtronIsFoundAsAProperty() throws IOException {
        for (String scope : List.of("Wasm", "Limits", "State")) {
            String place = "Mechtron(version=1.0.0) { " + scope + " { +";
            assertThat(words(Form.MECHTRON, place)).isNotEmpty().allSatisfy(key -> assertThat(
                            found("property", "{ +" + key + "=x }"))
                    .containsExactly("+" + key + "="));
        }
    }

    private static List<String> found(String rule, String text) throws IOException {
        return pattern(rule)
                .matcher(text)
                .results()
                .map(match -> match.group().strip())
                .toList();
    }
}
