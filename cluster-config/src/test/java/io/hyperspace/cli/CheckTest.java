package io.hyperspace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CheckTest {

    private static final Path SAMPLE = Path.of("../sample-app/bundle").toAbsolutePath();

    @TempDir
    private Path folder;

    private Shell.Outcome check(String... args) {
        String[] all = new String[args.length + 1];
        all[0] = "check";
        System.arraycopy(args, 0, all, 1, args.length);
        return new Shell(folder).run(all);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "point    | localhost:app:/a.txt          | localhost:app:/a.txt | \"localhost:app:/a.txt\"",
                "point    | .:app                         | localhost:app        | \"localhost:app\"",
                "kind     | UserBase<Internal>            | UserBase<Internal>   | \"UserBase<Internal>\"",
                "selector | +:**                          | +:**                 | \"+:**\"",
                "command  | delete  ${x}+:** # all        | delete a:b+:**       "
                        + "| {\"command\":\"delete\",\"selector\":\"a:b+:**\"}",
                "script   | stars;;lanes                  | `stars;\nlanes;`     "
                        + "| [{\"command\":\"stars\"},{\"command\":\"lanes\"}]",
            })
    void aGoodTextIsPrintedAsItIsUnderstood(String form, String text, String canonical, String json) {
        String[] args = {"--as", form, "--at", "localhost", "--var", "x=a:b", text};

        assertThat(check(args)).isEqualTo(new Shell.Outcome(0, canonical + "\n", ""));
        assertThat(new Shell(folder).run("check", "--json", "--as", form, "--at", "localhost", "--var", "x=a:b", text))
                .isEqualTo(new Shell.Outcome(0, json + "\n", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bind", "mechtron", "app"})
    void theCanonicalTextOfADocumentIsItself(String form) throws IOException {
        Files.writeString(folder.resolve("bind"), Files.readString(SAMPLE.resolve("bind/app.bind")));
        Files.writeString(folder.resolve("mechtron"), Files.readString(SAMPLE.resolve("config/greeter.mechtron")));
        Files.writeString(
                folder.resolve("app"),
                "App(version=1.0.0) { Set { +bind=${bundle}:/bind/app.bind }\n"
                        + "Install { create .:greeter<Mechtron>{ +config=${bundle}:/config/greeter.mechtron } } }");

        Shell.Outcome first = check("--as", form, "-f", form);
        Files.writeString(folder.resolve("again"), first.out());
        Shell.Outcome second = check("--as", form, "-f", "again");

        Golden.check("check-" + form, first);
        assertThat(second).isEqualTo(first);
        Golden.check("check-" + form + "-json", check("--as", form, "-f", form, "--json"));
    }

    @Test
    void allThatIsWrongIsToldWithItsPlace() throws IOException {
        Files.writeString(
                folder.resolve("wrong.script"),
                "craete x<Space>;\ncreate y<Sapce>;\nget ${who}; read localhost:App;\n");

        Golden.check("check-wrong", check("--as", "script", "-f", "wrong.script"));
    }

    @Test
    void programsAreToldAllErrorsInOneObject() throws IOException {
        Shell.Outcome outcome = new Shell(folder)
                .input("create a<Sapce>; get ${who}; get B")
                .run("check", "--as=script", "-f=-", "--json");

        JsonNode json = new ObjectMapper().readTree(outcome.out());
        assertThat(outcome.exit()).isEqualTo(64);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).isEqualTo(json + "\n");
        assertThat(json.path("status").asInt()).isEqualTo(400);
        assertThat(json.at("/error/code").asText()).isEqualTo("E0105");
        assertThat(json.at("/error/span/source").asText()).isEqualTo("stdin");
        assertThat(json.path("errors")).hasSize(2);
        assertThat(json.at("/warnings/0/code").asText()).isEqualTo("W0102");
    }

    @Test
    void aWarningDoesNotFail() throws IOException {
        Golden.check("check-warning", check("--as", "kind", "Sapce"));
    }

    @Test
    void theKindsOfAFileAreTheOnlyOnes() throws IOException {
        Files.writeString(folder.resolve("kinds"), "# ours\nSpace\n\nShop<Online>  # and more\n");
        Files.writeString(folder.resolve("bad"), "Space\n  shop # no\n");

        assertThat(check("--as", "kind", "--kinds", "kinds", "Shop<Online>"))
                .isEqualTo(new Shell.Outcome(0, "Shop<Online>\n", ""));
        Golden.check("check-kinds", check("--as", "kind", "--kinds", "kinds", "Shop<Onlin>"));
        Golden.check("check-kinds-bad", check("--as", "kind", "--kinds", "bad", "Space"));
    }

    @Test
    void whatARefusedMethodIsWorthElsewhereIsBadInputHere() {
        Shell.Outcome outcome = check("--as", "command", "ping localhost Hyp<Assign>");

        assertThat(outcome.exit()).isEqualTo(64);
        assertThat(outcome.err()).startsWith("error[E0302]: ");
    }

    @Test
    void aFileThatIsNoTextIsBadInput() throws IOException {
        Files.write(folder.resolve("latin"), new byte[] {'a', (byte) 0xe4});
        Files.write(folder.resolve("large"), new byte[(1 << 20) + 1]);

        assertThat(check("--as", "bind", "-f", "none").err()).contains("E0752", "there is no such file");
        assertThat(check("--as", "bind", "-f", ".").err()).contains("E0752", "it is a folder");
        assertThat(check("--as", "bind", "-f", "latin").err()).contains("E0752", "it is not UTF-8");
        assertThat(check("--as", "bind", "-f", "large").err()).contains("E0602", "the bind is larger than");
        assertThat(check("--as", "bind", "-f", "large").exit()).isEqualTo(64);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "check",
                "check --as point",
                "check --as poem x",
                "check --as point x -f y",
                "check -f y",
                "check --as bind x --bundle repo",
                "check --as point x --var y",
                "complete",
                "complete x --at 2",
                "complete x --at -1",
                "complete --as poem x",
            })
    void badUsageEndsWith64(String line) {
        Shell.Outcome outcome = new Shell(folder).run(line.split(" "));

        assertThat(outcome.exit()).isEqualTo(64);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).startsWith("error[E0753]: ");
    }

    @Test
    void theSampleIsAGoodBundle() throws IOException {
        Golden.check("check-sample", check(SAMPLE.toString()));
        Golden.check("check-sample-json", check(SAMPLE.toString(), "--json"));
    }

    @Test
    void allThatIsWrongWithABundleIsTold() throws IOException {
        Files.createDirectories(folder.resolve("b/bind"));
        Files.writeString(
                folder.resolve("b/bind/app.bind"),
                "Bind(version=1.0.0) {\n   Route -> {\n      Http<Get>/ -> ${bundle}:/html/index.htm => &;\n   }\n}\n");
        Files.writeString(folder.resolve("b/index.html"), "hello");
        Files.writeString(folder.resolve("b/a.mechtron"), "Mechtron(version=1.0.0) { Wasm { +bin=.:/a.wasm; +x=y } }");
        Files.writeString(
                folder.resolve("b/b.app"), "App(version=1.0.0) { Install { create .:x<Shop>{ +bind=.:/no } } }");
        Files.write(folder.resolve("b/c.bind"), new byte[] {(byte) 0xff});

        Golden.check("check-bundle", check("b"));
        JsonNode json = new ObjectMapper().readTree(check("b", "--json").out());
        assertThat(json.path("errors")).hasSize(4);
        assertThat(json.path("warnings")).hasSize(1);
    }

    @Test
    void aBundleHasALimitOfErrors() throws IOException {
        Files.createDirectories(folder.resolve("many"));
        for (int i = 0; i < 20; i++) {
            Files.writeString(
                    folder.resolve("many/" + i + ".app"),
                    "App(version=1.0.0) { Install { " + "craete;".repeat(30) + "} }");
        }

        Shell.Outcome outcome = check("many");

        assertThat(outcome.exit()).isEqualTo(64);
        assertThat(outcome.err().lines().filter(line -> line.startsWith("error[")))
                .hasSize(200);
        assertThat(outcome.err()).endsWith("more than 199 errors; the rest was not read\n");
    }

    @Test
    void whatIsNoBundleIsBadInput() throws IOException {
        Files.createDirectory(folder.resolve("empty"));
        Files.writeString(folder.resolve("text"), "no zip");

        assertThat(check("none").err()).contains("E0752");
        assertThat(check("empty").err()).contains("E0620");
        assertThat(check("text").err()).contains("E0610");
        assertThat(check("text").exit()).isEqualTo(64);
    }

    @Test
    void completionIsPlainOrJson() throws IOException {
        Golden.check("complete", new Shell(folder).run("complete", "create localhost<Us"));
        Golden.check("complete-json", new Shell(folder).run("complete", "create 'ä'; sel", "--as", "script", "--json"));
        assertThat(new Shell(folder).run("complete", "sel x", "--at", "3").out())
                .isEqualTo("select\n");
        assertThat(new Shell(folder).run("complete", "select x as-of ").out()).isEmpty();
    }
}
