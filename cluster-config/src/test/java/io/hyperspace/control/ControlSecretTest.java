package io.hyperspace.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ControlSecretTest {

    @TempDir
    private Path data;

    @Test
    void aNewSecretHas256BitsInAFileThatOnlyItsOwnerReads() throws IOException {
        ControlSecret secret = ControlSecret.open(data);

        Path file = data.resolve("control.secret");
        assertThat(Base64.getUrlDecoder().decode(secret.token())).hasSize(32);
        assertThat(Files.readString(file)).isEqualTo(secret.token() + "\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(data.toFile().list()).containsExactly("control.secret");
    }

    @Test
    void theNextStartReadsTheSameSecret() {
        String first = ControlSecret.open(data).token();

        assertThat(ControlSecret.open(data).token()).isEqualTo(first);
    }

    @Test
    void aSecretThatOthersCouldReadIsClosedToThem() throws IOException {
        ControlSecret.open(data);
        Path file = data.resolve("control.secret");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        ControlSecret.open(data);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aDamagedSecretIsRefused() throws IOException {
        Files.writeString(data.resolve("control.secret"), "short");

        assertThatThrownBy(() -> ControlSecret.open(data)).hasMessageStartingWith("E0745");
    }

    @Test
    void aSecretDoesNotPrintItself() {
        ControlSecret secret = ControlSecret.open(data);

        assertThat(secret.toString()).doesNotContain(secret.token());
    }

    @Test
    void onlyTheSecretMatches() {
        ControlSecret secret = ControlSecret.open(data);

        assertThat(secret.matches(secret.token())).isTrue();
        assertThat(secret.matches(secret.token().substring(1))).isFalse();
        assertThat(secret.matches("")).isFalse();
    }
}
