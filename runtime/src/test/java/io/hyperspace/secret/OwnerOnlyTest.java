package io.hyperspace.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OwnerOnlyTest {

    @TempDir
    private Path folder;

    private static String rights(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void aFileIsWrittenInWholeForItsOwnerAlone() throws IOException {
        Path file = folder.resolve("file");
        Files.writeString(file, "what was there before, and is longer");

        OwnerOnly.write(file, "line");

        assertThat(Files.readString(file)).isEqualTo("line\n");
        assertThat(rights(file)).isEqualTo("rw-------");
        assertThat(OwnerOnly.read(file)).isEqualTo("line");
        assertThat(folder.toFile().list()).containsExactly("file");
    }

    @Test
    void aFolderIsMadeForItsOwnerAlone() throws IOException {
        Path made = folder.resolve("a/b");

        OwnerOnly.folder(made);

        assertThat(rights(made)).isEqualTo("rwx------");
    }

    @Test
    void whatWasOpenToOthersIsClosedAndWhatIsStricterStays() throws IOException {
        Path open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path file = Files.writeString(folder.resolve("file"), "line");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));

        OwnerOnly.folder(open);
        OwnerOnly.read(file);

        assertThat(rights(open)).isEqualTo("rwx------");
        assertThat(rights(file)).isEqualTo("r--------");
    }

    @Test
    void aFileIsNoFolder() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> OwnerOnly.folder(file)).isInstanceOf(FileAlreadyExistsException.class);
    }
}
