package io.hyperspace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hyperspace.control.TestControl;
import io.hyperspace.space.trace.Traceparent;
import io.hyperspace.space.wave.Ping;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ExecTest {

    private final Path data;
    private final TestControl control;

    ExecTest(@TempDir Path data) {
        this.data = data;
        this.control = new TestControl(data, "hyperspace.control.max-upload = 1000000");
    }

    @AfterAll
    void stop() {
        control.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "select | select **",
                "get | get localhost { greeting }",
                "ping | ping localhost:app Ext<Hello>",
                "ping-missing | ping localhost:app Ext<Missing>",
                "signal | signal localhost:app Ext<Hello>",
                "grant | grant perm +csd-rwX on localhost to *",
                "delete | delete localhost:app",
                "chown | chown localhost+:* to hyperspace:users:ann",
                "history | history localhost:app",
                "ripple | ripple localhost:* Ext<Hello>",
                "stars | stars",
                "lanes | lanes",
                "machines | machines",
                "drivers | drivers",
                "kinds | kinds",
                "status | status localhost:app",
                "trace | trace 4bf92f3577b34da6a3ce929d0e0e4736",
                "unknown-kind | create localhost<Sapce>",
                "our-fault | break",
            })
    void resultsReadWell(String golden, String command) throws IOException {
        Golden.check("exec-" + golden, exec(command));
    }

    @Test
    void aSecondCreateIsRefused() throws IOException {
        Golden.check("exec-create", exec("create localhost<Space>"));
        Golden.check("exec-create-again", exec("create localhost<Space>"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "0 | 200 | get localhost",
                "64 | 400 | create localhost<Sapce>",
                "70 | 500 | break",
                "1 | 404 | ping localhost:app Ext<Missing>",
            })
    void jsonIsExactlyOneObjectWithTheStatus(int exit, int status, String command) throws IOException {
        Shell.Outcome outcome = shell().run("exec", command, "--json", "--control", control.control());

        assertThat(outcome.exit()).isEqualTo(exit);
        assertThat(outcome.err()).isEmpty();
        JsonNode json = new ObjectMapper().readTree(outcome.out());
        assertThat(json.path("status").asInt()).isEqualTo(status);
        assertThat(outcome.out()).isEqualTo(json + "\n");
    }

    @Test
    void filesAndFoldersThatACommandNamesGoAlong() throws IOException {
        Path site = Files.createDirectories(data.resolve("site/html"));
        Files.writeString(site.resolve("index.html"), "<p>hi");
        Files.writeString(data.resolve("a \"b\".txt"), "text");

        Shell.Outcome file = exec("ping localhost Ext<Put> ^[a \"b\".txt]");
        byte[] sentFile = control.blobs.bytes(control.executor.upload("a \"b\".txt"));
        Shell.Outcome zipped = exec("publish ^[ site ]-> repo:site:1.0.0");
        byte[] sentFolder = control.blobs.bytes(control.executor.upload("site"));

        assertThat(file.exit()).isZero();
        assertThat(sentFile).asString().isEqualTo("text");
        assertThat(zipped.exit()).isZero();
        assertThat(sentFolder).startsWith('P', 'K');
    }

    @Test
    void theWavesOfACommandAreTrackedWhenThatIsAskedFor() throws IOException {
        Shell.Outcome people = shell().run("exec", "--trace", "get localhost", "--control", control.control());
        String told = trace();
        Shell.Outcome programs =
                shell().run("exec", "get localhost", "--json", "--trace", "--control", control.control());
        String toldProgram = trace();

        assertThat(people.exit()).isZero();
        assertThat(people.err()).isEqualTo("trace " + told + "\n");
        assertThat(people.out()).contains("hello");
        assertThat(programs.err()).isEmpty();
        JsonNode json = new ObjectMapper().readTree(programs.out());
        assertThat(json.path("trace").asText()).isEqualTo(toldProgram).isNotEqualTo(told);
        assertThat(json.path("status").asInt()).isEqualTo(200);

        exec("get localhost");
        assertThat(lastPing().headers().isEmpty()).isTrue();
    }

    private Ping lastPing() {
        return control.executor.pings.stream().reduce((first, second) -> second).orElseThrow();
    }

    private String trace() {
        Traceparent parent = Objects.requireNonNull(Traceparent.of(lastPing().headers()));
        assertThat(parent.isSampled()).isTrue();
        return parent.trace().toString();
    }

    @Test
    void aTraceIsShownAsItsRecordsAndAsOneObject() throws IOException {
        String id = "4bf92f3577b34da6a3ce929d0e0e4736";
        Shell.Outcome people = shell().run("trace", id, "--control", control.control());
        Shell.Outcome programs = shell().run("trace", id, "--json", "--control", control.control());

        assertThat(people).isEqualTo(exec("trace " + id));
        assertThat(new ObjectMapper().readTree(programs.out()).at("/result/records"))
                .hasSize(6);
        assertThat(shell().run("trace", "--control", control.control()).exit()).isEqualTo(64);
    }

    @Test
    void whatLooksLikeAnUploadInATextIsNone() {
        assertThat(exec("ping localhost Ext<Put> '^[ nothing ]'").exit()).isZero();
    }

    @Test
    void aFileThatIsNotThereIsBadInput() throws IOException {
        Golden.check("exec-missing-file", exec("publish ^[ nothing.zip ]-> repo:site:1.0.0"));
    }

    @Test
    void anUploadOverTheMachinesLimitIsBadInput() throws IOException {
        Files.write(data.resolve("large"), new byte[1_000_001]);

        assertThat(exec("ping localhost Ext<Put> ^[ large ]").exit()).isEqualTo(64);
    }

    @Test
    void aFileOverTheClientsLimitIsNotEvenSent() throws IOException {
        try (RandomAccessFile large = new RandomAccessFile(data.resolve("huge").toFile(), "rw")) {
            large.setLength(Upload.MAX_SIZE + 1);
        }

        Shell.Outcome outcome = shell().run("exec", "ping localhost Ext<Put> ^[ huge ]", "--control", "127.0.0.1:1");

        assertThat(outcome.exit()).isEqualTo(64);
        assertThat(outcome.err()).isEqualTo("error[E0602]: huge is larger than 67108864 bytes\n");
    }

    @Test
    void aCommandOfOneMebibyteAndMoreIsBadInput() {
        assertThat(exec("<".repeat((1 << 20) + 1)).exit()).isEqualTo(64);
    }

    @Test
    void withoutASecretTheMachineRefuses() throws IOException {
        Path elsewhere = Files.createDirectories(data.resolve("elsewhere"));

        Shell.Outcome outcome = new Shell(elsewhere).run("exec", "select **", "--control", control.control());

        Golden.check("exec-no-secret", outcome);
    }

    @Test
    void theDataFolderHasAddressAndSecret() throws IOException {
        Path folder = Files.createDirectories(data.resolve("known"));
        Files.writeString(folder.resolve("control.address"), control.control() + "\n");
        Files.writeString(folder.resolve("control.secret"), control.secret.token() + "\n");

        Shell.Outcome given = new Shell(data).run("exec", "get localhost", "--data", "known");
        Files.move(folder, data.resolve("hyperspace-data"));
        Shell.Outcome byDefault = new Shell(data).run("exec", "get localhost");

        assertThat(given.exit()).isZero();
        assertThat(byDefault).isEqualTo(given);
    }

    @Test
    void aTokenFileComesBeforeTheVariable() throws IOException {
        Files.writeString(data.resolve("token"), control.secret.token());

        Shell.Outcome outcome = new Shell(data)
                .variable("HYPERSPACE_TOKEN", "wrong")
                .run("exec", "get localhost", "--token-file", "token", "--control", control.control());

        assertThat(outcome.exit()).isZero();
    }

    @Test
    void aTokenThatCouldNotBeAHeaderIsRefused() {
        Shell.Outcome outcome = new Shell(data)
                .variable("HYPERSPACE_TOKEN", "two\r\nlines")
                .run("exec", "get localhost", "--control", control.control());

        assertThat(outcome.exit()).isEqualTo(64);
        assertThat(outcome.err()).startsWith("error[E0755]: HYPERSPACE_TOKEN does not hold a token");
    }

    @Test
    void whereNobodyListensNoMachineAnswers() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }

        Shell.Outcome outcome = shell().run("exec", "select **", "--control", "127.0.0.1:" + free);

        assertThat(outcome.exit()).isEqualTo(69);
        assertThat(outcome.err()).startsWith("error[E0751]: no Machine answers at 127.0.0.1:" + free + "\n");
    }

    @ParameterizedTest
    @CsvSource({"localhost", "':4343'", "'host:0'", "'host:65536'", "'evil/:80'", "'user@host:80'"})
    void aBadAddressIsBadInput(String address) {
        assertThat(shell().run("exec", "select **", "--control", address).exit())
                .isEqualTo(64);
    }

    @Test
    void publishSendsAFolderAsAZip() throws IOException {
        Files.writeString(Files.createDirectories(data.resolve("bundle/html")).resolve("index.html"), "<p>hi");

        Shell.Outcome outcome = shell().run("publish", "bundle", "repo:site:1.0.0", "--control", control.control());

        Golden.check("publish", outcome);
    }

    private Shell.Outcome exec(String command) {
        return shell().run("exec", command, "--control", control.control());
    }

    private Shell shell() {
        return Shell.knowing(control, data);
    }
}
