package io.hyperspace.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.hyperspace.Hyperspace;
import io.hyperspace.cli.Main;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster gets more stars than it began with. */
final class ReshapeTest {

    private static final String MAELSTROMS = "hyperspace.star.counts.maelstrom";

    @TempDir
    private Path data;

    @AfterEach
    void forget() {
        System.clearProperty(MAELSTROMS);
        ConfigFactory.invalidateCaches();
    }

    private static void configure(int maelstroms) {
        System.setProperty(MAELSTROMS, Integer.toString(maelstroms));
        ConfigFactory.invalidateCaches();
    }

    private Hyperspace start() {
        return Hyperspace.builder().data(data).httpPort(0).controlPort(0).start();
    }

    private String reshape(int exit, String... more) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String[] args = new String[4 + more.length];
        System.arraycopy(new String[] {"registry", "reshape", "--data", data.toString()}, 0, args, 0, 4);
        System.arraycopy(more, 0, args, 4, more.length);
        int ended = Main.run(
                args,
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
        assertThat(ended).isEqualTo(exit);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String stars(Hyperspace machine) {
        return machine.command("stars").orThrow().result().toString();
    }

    @Test
    void aHyperverseGrowsAndKeepsWhatItHas() {
        configure(2);
        try (Hyperspace machine = start()) {
            machine.command("create shop<Space>").orThrow();
            assertThat(stars(machine)).contains("maelstrom[1]").doesNotContain("maelstrom[2]");
            assertThat(reshape(1, "--json")).contains("\"status\":503", "E0720");
        }
        assertThat(reshape(0)).isEqualTo("nothing differs\n");

        configure(3);
        assertThatThrownBy(this::start).hasMessageContaining("E0725").hasMessageContaining("star.count.maelstrom = 2");
        assertThat(reshape(0)).isEqualTo("star.count.maelstrom was 2, is 3\n");
        assertThat(reshape(0, "--json")).isEqualTo("{\"status\":200,\"result\":[]}\n");
        try (Hyperspace machine = start()) {
            assertThat(stars(machine)).contains("maelstrom[2]");
            assertThat(machine.command("select shop").orThrow().result().toString())
                    .contains("\"shop\"");
        }

        configure(2);
        assertThat(reshape(1, "--json")).contains("\"status\":422", "E0730", "star.count.maelstrom = 3");
    }

    @Test
    void whereThereIsNoDatabaseNoneIsMade() {
        assertThat(reshape(1, "--json")).contains("\"status\":404", "E0734");
        assertThat(data.resolve("database")).doesNotExist();
    }
}
