package io.hyperspace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hyperspace.control.TestControl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ScriptTest {

    private final Path data;
    private final TestControl control;

    ScriptTest(@TempDir Path data) {
        this.data = data;
        this.control = new TestControl(data, "");
    }

    @AfterAll
    void stop() {
        control.close();
    }

    @Test
    void theCommandsOfAFileRunInTurn() throws IOException {
        Files.writeString(
                data.resolve("good.hyper"), "# two\ncreate good<Space>; # one\n\ncreate good:app<App>\n  { +a=1; };\n");

        Golden.check("script-good", run("good.hyper"));
    }

    @Test
    void aScriptStopsAtTheFirstFailureAndSaysWhere() throws IOException {
        Files.writeString(
                data.resolve("bad.hyper"),
                "create bad<Space>;\n\n   create bad:x<App>; create\n  bad:y<Sapce>;\ncreate bad:z<App>;\n");

        Golden.check("script-bad", run("bad.hyper"));
    }

    @Test
    void aFailureInTheMiddleOfALineHasItsCaretThere() throws IOException {
        Files.writeString(data.resolve("line.hyper"), "create line<Space>; create line:x<Sapce>;");

        Golden.check("script-line", run("line.hyper"));
    }

    @Test
    void aScriptThatCannotBeReadRunsNothingAndShowsAllThatIsWrong() throws IOException {
        Files.writeString(data.resolve("wrong.hyper"), "create wrong<Space>;\ncraete x<Space>;\n\ncreate y<Space;\n");

        Golden.check("script-wrong", run("wrong.hyper"));
    }

    @Test
    void aRefusalWithoutAPlaceGetsTheCommands() throws IOException {
        Files.writeString(data.resolve("twice.hyper"), "create twice<Space>;\n  create twice<Space>;\n");

        Golden.check("script-twice", run("twice.hyper"));
    }

    @Test
    void jsonHasAllResultsInOneObject() throws IOException {
        Shell.Outcome outcome = shell().input("create json<Space>; create json<Space>; create never<Space>")
                .run("script", "-", "--json", "--control", control.control());

        JsonNode json = new ObjectMapper().readTree(outcome.out());
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.out()).isEqualTo(json + "\n");
        assertThat(json.path("status").asInt()).isEqualTo(409);
        assertThat(json.path("results")).hasSize(2);
        assertThat(json.at("/results/0/result/point").asText()).isEqualTo("json");
        assertThat(json.at("/results/1/error/span").toString())
                .isEqualTo("{\"source\":\"stdin\",\"line\":1,\"column\":21,\"length\":18}");
    }

    @Test
    void anEmptyScriptIsDoneAtOnce() {
        Shell.Outcome outcome = shell().input("# nothing\n;;\n").run("script", "-", "--control", control.control());

        assertThat(outcome).isEqualTo(new Shell.Outcome(0, "", ""));
    }

    @Test
    void aScriptOfMoreThanOneMebibyteIsRefusedUnread() {
        Shell.Outcome outcome = shell().input("<".repeat((1 << 20) + 1)).run("script", "-");

        assertThat(outcome.exit()).isEqualTo(64);
        assertThat(outcome.err()).isEqualTo("error[E0602]: the script is larger than 1048576 bytes\n");
    }

    @Test
    void aScriptOfOneMebibyteIsReadAndRefused() {
        Shell.Outcome outcome = shell().input("<".repeat(1 << 20)).run("script", "-");

        assertThat(outcome.exit()).isEqualTo(64);
        assertThat(outcome.err()).startsWith("error[E01").hasSizeLessThan(1000);
    }

    @Test
    void aScriptThatIsNotThereIsBadInput() throws IOException {
        Golden.check("script-missing", shell().run("script", "nothing.hyper"));
    }

    private Shell.Outcome run(String file) {
        return shell().run("script", file, "--control", control.control());
    }

    private Shell shell() {
        return Shell.knowing(control, data);
    }
}
