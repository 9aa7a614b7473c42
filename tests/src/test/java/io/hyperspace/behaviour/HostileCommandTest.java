package io.hyperspace.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.hyperspace.behaviour.CommandLine.Outcome;
import io.hyperspace.behaviour.ControlPort.Answer;
import io.hyperspace.testkit.HyperverseExtension;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Command lines that no person would type: each is refused for what it is, soon, and the Machine serves on. */
final class HostileCommandTest {

    private static final int MEBIBYTE = 1 << 20;
    private static final Duration SOON = Duration.ofSeconds(10);

    @RegisterExtension
    static final HyperverseExtension HYPERVERSE = HyperverseExtension.create();

    private static final Vitals VITALS = new Vitals(HYPERVERSE);

    private final ControlPort port = new ControlPort(HYPERVERSE);
    private final CommandLine commandLine = new CommandLine(HYPERVERSE);

    @BeforeAll
    static void makeASpace() {
        HYPERVERSE.machine().command("create localhost<Space>").orThrow();
    }

    @BeforeEach
    void start() {
        VITALS.start();
    }

    @AfterEach
    void theMachineServesOn() throws Exception {
        VITALS.check();
    }

    @Test
    void aMebibyteOfBracketsIsNotACommand() {
        Answer answer = assertTimeout(SOON, () -> port.command("<".repeat(MEBIBYTE)));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("E0101");
        assertThat(answer.body().at("/error/span/column").asInt()).isEqualTo(1);
        assertThat(answer.body().toString()).hasSizeLessThan(4096);
    }

    @Test
    void aMebibyteOfBracketsIsNotAScript() {
        Outcome outcome = assertTimeout(SOON, () -> commandLine.input("<".repeat(MEBIBYTE), "script", "-"));

        assertThat(outcome.exit()).isEqualTo(64);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .startsWith("error[E0101]: expected a command, found '<'")
                .hasSizeLessThan(4096);
    }

    @Test
    void aByteMoreIsTooLarge() {
        Answer answer = assertTimeout(SOON, () -> port.command("<".repeat(MEBIBYTE + 1)));
        Outcome outcome = assertTimeout(SOON, () -> commandLine.input("<".repeat(MEBIBYTE + 1), "script", "-"));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.code()).isEqualTo("E0602");
        assertThat(outcome.exit()).isEqualTo(64);
        assertThat(outcome.err()).startsWith("error[E0602]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    create localhost:x           | <   | E0101
                    create localhost:x<Base      | <B  | E0101
                    create localhost:x<Base>     | {   | E0101
                    create localhost             | :x  | E0110
                    select localhost             | :** | E0113
                    ping localhost Ext<Hello> [  | [   | E0106
                    ping localhost Ext<Hello> '  | a   | E0115
                    """)
    void aMebibyteOfAnythingElseIsRefusedToo(String start, String again, String code) {
        String line = start + again.repeat((MEBIBYTE - start.length()) / again.length());

        Answer answer = assertTimeout(SOON, () -> port.command(line));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.body().toString()).hasSizeLessThan(4096);
    }
}
