package io.hyperspace.registry.database;

import static io.hyperspace.registry.TestMachine.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperspace.registry.TestMachine;
import io.hyperspace.space.error.HyperspaceException;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseServerTest {

    @TempDir
    private Path data;

    private static Database open(Path data, String url) {
        return Database.open(TestMachine.config(data, "hyperspace.database.url = \"" + url + "\""));
    }

    @Test
    void severalMachinesShareItAndWhatTheyStoreOutlivesIt() {
        try (DatabaseServer server = DatabaseServer.start(data, 0);
                Database one = open(data, server.url());
                Database other = open(data, server.url())) {
            one.facts().settled("fact", () -> "stored");
            assertThat(other.facts().settled("fact", () -> "other")).isEqualTo("stored");
            assertThat(get(other.machines().unfenced())).hasSize(2);
        }
        try (Database embedded = open(data, "")) {
            assertThat(embedded.facts().settled("fact", () -> "lost")).isEqualTo("stored");
        }
    }

    @Test
    void whoFindsTheFileInUseIsToldBothWaysOn() {
        try (Database embedded = open(data, "")) {
            assertThat(embedded.lease().isHeld()).isTrue();
            assertThatThrownBy(() -> DatabaseServer.start(data, 0))
                    .isInstanceOfSatisfying(HyperspaceException.class, refused -> assertThat(
                                    refused.fault().toString())
                            .contains("in use by another Machine", "PostgreSQL", "'hyperspace database'"));
        }
    }

    @Test
    void aMachineCannotHaveForItselfWhatIsServed() {
        try (DatabaseServer server = DatabaseServer.start(data, 0)) {
            assertThat(server.url()).startsWith("jdbc:h2:tcp://127.0.0.1:");
            assertThatThrownBy(() -> open(data, "")).hasMessageContaining("in use by another Machine");
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
