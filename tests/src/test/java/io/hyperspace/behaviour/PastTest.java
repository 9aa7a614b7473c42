package io.hyperspace.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.behaviour.CommandLine.Outcome;
import io.hyperspace.testkit.HyperverseExtension;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What was, asked for on the command line. */
final class PastTest {

    @RegisterExtension
    static final HyperverseExtension HYPERVERSE = HyperverseExtension.create();

    private final CommandLine commandLine = new CommandLine(HYPERVERSE);

    private String run(String command) {
        Outcome outcome = commandLine.run("exec", command);
        assertThat(outcome.exit()).as(command + outcome.err()).isZero();
        return outcome.out();
    }

    /** The time, once nothing more can happen in its millisecond. */
    private static Instant now() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Awaitility.await().until(() -> Instant.now().isAfter(now.plusMillis(2)));
        return now;
    }

    @Test
    void aSelectAsOfATimeShowsWhatWasThen() {
        run("create past<Space>");
        run("create past:thing<Base>");
        run("create past:thing:inner<Base>");
        Instant then = now();
        run("delete past:thing");
        run("create past:thing<Space>");

        assertThat(run("select past:**")).contains("past:thing<Space>").doesNotContain("inner");
        assertThat(run("select past:** as-of " + then)).contains("past:thing<Base>", "past:thing:inner<Base>");
        assertThat(run("select past:*<Base>:* as-of " + then)).contains("past:thing:inner<Base>");
        assertThat(run("select past:** as-of 1000d")).doesNotContain("thing");
    }

    @Test
    void aTimeToComeIsRefused() {
        Outcome outcome = commandLine.run("exec", "select ** as-of 9000-01-01T00:00:00Z");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.err()).startsWith("error[E0251]: 9000-01-01T00:00:00Z is to come");
    }
}
