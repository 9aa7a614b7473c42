package io.hyperspace.moving;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.control.CommandResult;
import io.hyperspace.testkit.HyperverseExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What {@code drain} refuses. */
final class DrainCommandTest {

    @RegisterExtension
    static final HyperverseExtension HYPERVERSE = HyperverseExtension.create();

    @Test
    void theOnlyMachineIsNotDrained() {
        assertRefused("drain nobody", 404, "E0783");
        assertRefused("drain test", 409, "E0781");
    }

    private static CommandResult command(String line) {
        return HYPERVERSE.machine().command(line);
    }

    private static void assertRefused(String line, int status, String code) {
        CommandResult result = command(line);
        assertThat(result.status()).as(result.toString()).isEqualTo(status);
        assertThat(result.toString()).contains(code);
    }
}
