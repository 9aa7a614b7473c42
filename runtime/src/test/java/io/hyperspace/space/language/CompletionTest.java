package io.hyperspace.space.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.space.error.SpanRef;
import io.hyperspace.space.kind.BuiltInKinds;
import io.hyperspace.space.kind.KnownKinds;
import io.hyperspace.space.language.lexer.Candidates;
import io.hyperspace.space.language.lexer.Candidates.Candidate;
import io.hyperspace.space.language.lexer.Lexer;
import io.hyperspace.space.language.source.Source;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionTest {

    private static final KnownKinds KINDS = KnownKinds.expected(BuiltInKinds.ALL);
    private static final List<Form> FORMS = List.of(Form.values());
    private static final List<String> VARIABLES = List.of("bundle", "user");

    private static Completion complete(Form form, String text, int caret) {
        return Completion.at(form, text, caret, VARIABLES, KINDS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "command  | 'cre'                               | 0  | command create",
                "command  | 'create'                            | 0  | command create?",
                "command  | 'create localhost'                  | 16 | symbol <",
                "command  | 'create localhost<S'                | 17 | kind Space",
                "command  | 'create localhost<UserBase<'        | 17 | kind UserBase<Internal>",
                "command  | 'create a<Mechtron>{ +config=${b'   | 28 | variable ${bundle}",
                "command  | 'select localhost:** '              | 20 | word as-of",
                "command  | 'select localhost:**<U'             | 20 | kind User",
                "command  | 'select ${'                         | 7  | variable ${bundle}",
                "command  | 'get localhost:users:${u'           | 20 | variable ${user}",
                "command  | 'ping localhost H'                  | 15 | method family Http",
                "command  | 'ping localhost Http<P'             | 20 | method Patch",
                "command  | 'ping localhost Ext<Set> t'         | 24 | word true",
                "command  | 'grant '                            | 6  | grant perm",
                "command  | 'grant super o'                     | 12 | word on",
                "command  | 'access an'                         | 7  | agent anonymous",
                "script   | 'stars; # all of them\n la'         | 22 | command lanes",
                "bind     | 'Bi'                                | 0  | document Bind",
                "bind     | 'Bind(version=1.0.0) { R'           | 22 | scope Route",
                "bind     | 'Bind(version=1.0.0) { Route -> { Ht' | 33 | method family Http",
                "bind     | 'Bind(version=1.0.0) { Route -> { Http<D' | 38 | method Delete",
                "bind     | 'Bind(version=1.0.0) { Route -> { Ext<A>(p' | 40 | filter privilege",
                "bind     | 'Bind(version=1.0.0) { Route -> { Ext<A> -[ Te' | 43 | substance Text",
                "bind     | 'Bind(version=1.0.0) { Route -> { Ext<A> -> ' | 43 | stop (())",
                "mechtron | 'Mechtron(version=1.0.0) { Wa'      | 26 | scope Wasm",
                "mechtron | 'Mechtron(version=1.0.0) { Limits { +m' | 36 | setting memory",
                "mechtron | 'Mechtron(version=1.0.0) { Wasm { +bin=$' | 38 | variable ${bundle}",
                "app      | 'App(version=1.0.0) { Install { cr'  | 31 | command create",
                "app      | 'App(version=1.0.0) { Install { create .:a<M' | 42 | kind Mechtron",
                "kind     | 'File'                              | 0  | kind FileStore",
            })
    void whatMayStandThereIsProposed(String form, String text, int from, String candidate) {
        Completion completion = complete(Form.of(form).orElseThrow(), text, text.length());

        assertThat(completion.from()).isEqualTo(from);
        assertThat(completion.candidates())
                .extracting(one -> one.sort() + " " + one.text())
                .contains(candidate);
    }

    @Test
    void onlyWhatStandsBeforeThePlaceCounts() {
        assertThat(complete(Form.COMMAND, "sel localhost", 3).candidates())
                .containsExactly(new Candidate("command", "select"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "command | 'select localhost # sel'",
                "command | 'xyz'",
                "command | 'create \"'",
                "script  | 'ping a Ext<B> ''cre'",
            })
    void whereNothingIsKnownNothingIsProposed(String form, String text) {
        Completion completion = complete(Form.of(form).orElseThrow(), text, text.length());

        assertThat(completion).isEqualTo(new Completion(text.length(), List.of()));
    }

    @Test
    void aWordIsNotProposedRightBehindAnother() {
        assertThat(complete(Form.COMMAND, "grant super", 11).candidates()).isEmpty();
        assertThat(complete(Form.COMMAND, "select localhost:**", 19).candidates())
                .extracting(Candidate::text)
                .doesNotContain("as-of");
    }

    @Test
    void everyCandidateLeadsFurther() throws IOException {
        int tried = 0;
        List<String> wrong = new ArrayList<>();
        for (PageExamples example : PageExamples.all()) {
            for (int caret = 0; caret <= example.text().length(); caret++) {
                String before = example.text().substring(0, caret);
                Completion completion = complete(example.form(), example.text(), caret);
                for (Candidate candidate : completion.candidates()) {
                    String after = before.substring(0, completion.from()) + candidate.text();
                    boolean grows = after.startsWith(before) && after.length() > before.length();
                    if (!grows || reached(example.form(), after) < after.length()) {
                        wrong.add(candidate + " behind " + before);
                    }
                    tried++;
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(tried).isGreaterThan(4_000);
    }

    @Test
    void everyWordOfTheExamplesCommandsIsProposedWhereItStands() throws IOException {
        for (PageExamples example : PageExamples.all()) {
            if (example.form() == Form.COMMAND) {
                String verb = example.text().split("[ ;]", 2)[0];
                assertThat(complete(Form.COMMAND, example.text(), 2).candidates())
                        .contains(new Candidate("command", verb));
            }
        }
    }

    @Test
    void anyTextHasACompletion() throws IOException {
        long seed = Long.getLong("hyperspace.seed", System.nanoTime());
        Random random = new Random(seed);
        List<PageExamples> examples = PageExamples.all();
        for (int round = 0; round < 20_000; round++) {
            PageExamples example = examples.get(random.nextInt(examples.size()));
            StringBuilder text = new StringBuilder(example.text());
            for (int i = random.nextInt(4); i >= 0; i--) {
                text.insert(random.nextInt(text.length() + 1), (char) random.nextInt(random.nextInt(1 << 16) + 1));
            }
            Form form = FORMS.get(random.nextInt(FORMS.size()));
            int caret = random.nextInt(text.length() + 3) - 1;

            Completion completion = complete(form, text.toString(), caret);

            assertThat(completion.from()).as("seed %d", seed).isBetween(0, text.length());
            assertThat(completion.candidates()).as("seed %d", seed).hasSizeLessThanOrEqualTo(Candidates.MAX);
        }
    }

    @Test
    void theLargestTextHasACompletionInTime() {
        long start = System.nanoTime();

        complete(Form.SCRIPT, "x".repeat(Lexer.MAX_BYTES + 1), Integer.MAX_VALUE);
        complete(Form.SCRIPT, "stars;".repeat(Lexer.MAX_BYTES / 6) + "la", Integer.MAX_VALUE);
        complete(Form.BIND, "Bind(version=1.0.0) {" + " Route -> {".repeat(50_000), Integer.MAX_VALUE);

        assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
    }

    /** How far a text can be read: up to its first error, or all of it. */
    private static int reached(Form form, String text) {
        Lexer lexer = Lexer.of(new Source("text", text), "a text");
        lexer.diagnostics().attempt(() -> Completion.tree(form, lexer));
        if (!lexer.diagnostics().hasErrors()) {
            return text.length();
        }
        SpanRef span =
                Objects.requireNonNull(lexer.diagnostics().errors().get(0).span());
        int line = 0;
        for (int i = 1; i < span.line(); i++) {
            line = text.indexOf('\n', line) + 1;
        }
        return Math.min(text.length(), text.offsetByCodePoints(line, span.column() - 1));
    }
}
