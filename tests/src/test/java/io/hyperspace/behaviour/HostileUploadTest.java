package io.hyperspace.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.hyperspace.behaviour.CommandLine.Outcome;
import io.hyperspace.behaviour.ControlPort.Answer;
import io.hyperspace.testkit.HyperverseExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Uploads that are no bundles: each is refused for what it is, leaves nothing behind, and the Machine serves on. */
final class HostileUploadTest {

    private static final Duration SOON = Duration.ofSeconds(15);
    private static final String BUNDLE = "localhost:repo:site:1.0.0";

    @RegisterExtension
    static final HyperverseExtension HYPERVERSE = HyperverseExtension.create();

    private static final Vitals VITALS = new Vitals(HYPERVERSE);

    private final ControlPort port = new ControlPort(HYPERVERSE);

    @BeforeAll
    static void makeASeries() {
        List.of("create localhost<Space>", "create localhost:repo<Repo>", "create localhost:repo:site<BundleSeries>")
                .forEach(line -> HYPERVERSE.machine().command(line).orThrow());
    }

    @BeforeEach
    void start() {
        VITALS.start();
    }

    @AfterEach
    void nothingIsLeftBehindAndTheMachineServesOn() throws Exception {
        assertThat(port.command("select localhost:repo:site:**").body().findValuesAsText("point"))
                .isEmpty();
        VITALS.check();
    }

    private void assertRefused(byte[] upload, int status, String code) {
        Answer answer = assertTimeout(SOON, () -> port.publish(upload, BUNDLE));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
    }

    @Test
    void whatIsNotAZipIsRefused() {
        assertRefused("not a zip".repeat(1000).getBytes(StandardCharsets.UTF_8), 400, "E0610");
        assertRefused(new byte[0], 400, "E0610");
    }

    @Test
    void theCommandLineSaysWhatIsWrongWithAFileThatIsNotAZip(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("site.zip"), "not a zip");

        Outcome outcome = new CommandLine(HYPERVERSE).run("publish", file.toString(), BUNDLE);

        assertThat(outcome.exit()).isEqualTo(64);
        assertThat(outcome.err()).startsWith("error[E0610]: the upload is not a zip");
    }

    @Test
    void aNameThatLeadsOutOfTheBundleIsRefused() {
        assertRefused(HostileZip.of("../../etc/cron.d/evil", "* * * * * root true"), 400, "E0612");
        assertRefused(HostileZip.of("html/../../evil.html", "<h1>evil</h1>"), 400, "E0612");
        assertRefused(HostileZip.of("/etc/evil", "evil"), 400, "E0612");
    }

    @Test
    void aZipThatUnpacksTo10GibibytesIsRefused() {
        byte[] bomb = HostileZip.bomb();

        assertRefused(bomb, 413, "E0617");
        assertThat(bomb).hasSizeLessThan(16 << 20);
    }

    @Test
    void aModuleThatIsTextIsRefused() {
        assertRefused(HostileZip.of("wasm/app.wasm", "(module (memory 1))"), 400, "E0501");
    }
}
