package io.hyperspace.moving;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.control.CommandResult;
import io.hyperspace.testkit.HyperverseExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What {@code move} and {@code drain} refuse. */
final class MoveCommandsTest {

    @RegisterExtension
    static final HyperverseExtension HYPERVERSE = HyperverseExtension.create().driver(services -> new LedgerDriver());

    @Test
    void aParticleMovesOnlyToAStarThatTakesItsKind() {
        command("create yard<Space>").orThrow();
        command("create yard:it<Ledger>").orThrow();

        assertThat(command("move yard:it to <<central:maelstrom[3]>>").status()).isEqualTo(200);
        assertThat(command("move yard:it to <<central:maelstrom[3]>>").status()).isEqualTo(200);
        assertRefused("move yard:it to <<central:scribe[0]>>", 422, "E0780");
        assertRefused("move yard:it to <<central:maelstrom[12]>>", 422, "E0780");
        assertRefused("move yard:none to <<central:maelstrom[3]>>", 404, "E0203");
    }

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
