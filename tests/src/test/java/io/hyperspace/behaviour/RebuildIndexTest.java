package io.hyperspace.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.Hyperspace;
import io.hyperspace.cli.Main;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line's way to the index of a Machine that does not run. */
final class RebuildIndexTest {

    private static String run(int exit, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int ended = Main.run(
                args,
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
        assertThat(ended).isEqualTo(exit);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String rebuild(int exit, Path data) {
        return run(exit, "registry", "rebuild-index", "--json", "--data", data.toString());
    }

    @Test
    void itIsRefusedWhileTheMachineRunsAndFindsNothingToPutRightAfterwards(@TempDir Path data) {
        assertThat(rebuild(1, data)).contains("\"status\":404", "E0734");

        try (Hyperspace machine =
                Hyperspace.builder().data(data).httpPort(0).controlPort(0).start()) {
            machine.command("create shop<Space>").orThrow();
            assertThat(rebuild(1, data)).contains("\"status\":503", "E0720");
        }

        assertThat(rebuild(0, data)).contains("\"status\":200", "\"records\":", "\"grants\":0,", "\"differing\":0}");
        assertThat(run(0, "registry", "rebuild-index", "--data", data.toString()))
                .matches("index of \\d+ records and 0 grants, from \\d+ events; 0 rows differed\n");
    }
}
