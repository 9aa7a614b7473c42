package io.hyperspace.registry.database;

import static io.hyperspace.registry.TestMachine.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperspace.registry.TestMachine;
import io.hyperspace.space.error.HyperspaceException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseServerTest {

    @TempDir
    private Path data;

    private static Database open(Path data, DatabaseServer server) {
        return open(data, server.url(), server.passwordFile());
    }

    private static Database open(Path data, String url, Path passwordFile) {
        return Database.open(TestMachine.config(
                data, "hyperspace.database { url = \"" + url + "\", password-file = \"" + passwordFile + "\" }"));
    }

    private static Database openAlone(Path data) {
        return Database.open(TestMachine.config(data, ""));
    }

    @Test
    void severalMachinesShareItAndWhatTheyStoreOutlivesIt() {
        try (DatabaseServer server = DatabaseServer.start(data, 0);
                Database one = open(data, server);
                Database other = open(data, server)) {
            one.facts().settled("fact", () -> "stored");
            assertThat(other.facts().settled("fact", () -> "other")).isEqualTo("stored");
            assertThat(get(other.machines().unfenced())).hasSize(2);
        }
        try (Database embedded = openAlone(data)) {
            assertThat(embedded.facts().settled("fact", () -> "lost")).isEqualTo("stored");
        }
    }

    @Test
    void aFileThatAMachineHadForItselfIsServedAndGivenBack() {
        try (Database embedded = openAlone(data)) {
            embedded.facts().settled("fact", () -> "stored");
        }
        for (int i = 0; i < 2; i++) {
            try (DatabaseServer server = DatabaseServer.start(data, 0);
                    Database one = open(data, server)) {
                assertThat(one.facts().settled("fact", () -> "lost")).isEqualTo("stored");
            }
            try (Database embedded = openAlone(data)) {
                assertThat(embedded.facts().settled("fact", () -> "lost")).isEqualTo("stored");
            }
        }
    }

    @Test
    void nobodyGetsInWithoutThePassword(@TempDir Path other) throws IOException {
        try (DatabaseServer server = DatabaseServer.start(data, 0)) {
            assertThatThrownBy(() -> Database.open(
                            TestMachine.config(data, "hyperspace.database.url = \"" + server.url() + "\"")))
                    .hasMessageContaining("E0727");
            assertThatThrownBy(() -> DriverManager.getConnection(server.url(), "sa", ""))
                    .hasMessageContaining("Wrong user name or password");
            assertThatThrownBy(() -> open(data, server.url(), other.resolve("none")))
                    .hasMessageContaining("E0726");
            assertThat(rights(server.passwordFile())).isEqualTo("rw-------");
        }
    }

    @Test
    void noOtherUserOfTheComputerReachesTheFile() throws IOException {
        openAlone(data).close();
        Path folder = data.resolve("database");
        assertThat(rights(folder)).isEqualTo("rwx------");

        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        DatabaseServer.start(data, 0).close();
        assertThat(rights(folder)).isEqualTo("rwx------");
    }

    @Test
    void aDamagedPasswordIsRefusedAndTheFileLetGo() throws IOException {
        openAlone(data).close();
        Path secret = data.resolve("database.secret");
        Files.writeString(secret, "short");
        assertThatThrownBy(() -> DatabaseServer.start(data, 0)).hasMessageContaining("E0726");

        Files.delete(secret);
        DatabaseServer.start(data, 0).close();
    }

    @Test
    void aFileWhosePasswordIsLostIsRefused() throws IOException {
        DatabaseServer.start(data, 0).close();
        Files.delete(data.resolve("database.secret"));

        assertThatThrownBy(() -> openAlone(data)).hasMessageContaining("E0727");
        assertThatThrownBy(() -> DatabaseServer.start(data, 0)).hasMessageContaining("E0727");
    }

    private static String rights(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void whoFindsTheFileInUseIsToldBothWaysOn() {
        try (Database embedded = openAlone(data)) {
            assertThat(embedded.lease().isHeld()).isTrue();
            assertThatThrownBy(() -> DatabaseServer.start(data, 0))
                    .isInstanceOfSatisfying(HyperspaceException.class, refused -> assertThat(
                                    refused.fault().toString())
                            .contains("in use by another Machine", "PostgreSQL", "'hyperspace database'"));
        }
        openAlone(data).close();
        assertThat(data.resolve("database.secret")).doesNotExist();
    }

    @Test
    void aMachineCannotHaveForItselfWhatIsServed() {
        try (DatabaseServer server = DatabaseServer.start(data, 0)) {
            assertThat(server.url()).startsWith("jdbc:h2:tcp://127.0.0.1:");
            assertThatThrownBy(() -> openAlone(data)).hasMessageContaining("in use by another Machine");
        }
    }

    @Test
    void aPortThatIsTakenIsRefused(@TempDir Path other) {
        try (DatabaseServer server = DatabaseServer.start(data, 0)) {
            int port = URI.create(server.url().substring("jdbc:h2:".length())).getPort();

            assertThatThrownBy(() -> DatabaseServer.start(other, port)).hasMessageContaining("cannot listen on port");
        }
    }
}
