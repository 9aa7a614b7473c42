package io.hyperspace.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.registry.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a Machine that is told to end, or is taken for lost, before it is ready. */
class BrokenOffStartTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Much less than {@code machine.start-timeout}. */
    private static final Duration SOON = Duration.ofSeconds(25);

    @TempDir
    private Path folder;

    private String url;
    private Path log;
    private Process machine;

    @BeforeEach
    void startAMachineThatHasEnteredItself() throws Exception {
        url = TestDatabase.POSTGRES.url(folder);
        log = folder.resolve("early.log");
        machine = JavaProcess.start(
                log,
                List.of(),
                List.of(
                        "hyperspace.profile=postgresql",
                        "hyperspace.database.user=postgres",
                        "hyperspace.database.password=postgres",
                        "hyperspace.database.url=" + url),
                List.of(
                        "serve",
                        "--data",
                        folder.resolve("data").toString(),
                        "--http-port",
                        "0",
                        "--control-port",
                        "0"));
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> seats() == 1);
        assertThat(machine.isAlive()).isTrue();
    }

    @AfterEach
    void end() {
        machine.destroyForcibly();
    }

    /** How many Machines may store something. A database without tables has none. */
    private int seats() {
        try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM machine WHERE fenced = FALSE")) {
            row.next();
            return row.getInt(1);
        } catch (SQLException e) {
            return 0;
        }
    }

    private void fence() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE machine SET fenced = TRUE");
        }
    }

    /** What it ended with, and that it never was ready. */
    private int ending() throws InterruptedException, IOException {
        assertThat(machine.waitFor(SOON.toSeconds(), TimeUnit.SECONDS))
                .as(Files.readString(log))
                .isTrue();
        assertThat(machine.getInputStream().readAllBytes()).isEmpty();
        return machine.exitValue();
    }

    @Test
    void oneThatIsToldToEndGivesItsSeatBack() throws Exception {
        machine.toHandle().destroy();

        assertThat(ending()).isZero();
        assertThat(seats()).isZero();
    }

    @Test
    void oneThatWasTakenForLostEnds() throws Exception {
        fence();

        assertThat(ending()).isNotZero();
        assertThat(Files.readString(log)).contains("E0729");
    }
}
