package io.hyperspace.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Random;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderArchiveTest {

    private static final long LIMIT = 100_000;

    @TempDir
    private Path temporary;

    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectories(temporary.resolve("bundle"));
        write("b.txt", "b");
        write("html/index.html", "<p>hi");
        write("html/a/deep.css", "p{}");
    }

    @Test
    void filesAreInOrderOfTheirNames() throws IOException {
        try (ZipFile zip = new ZipFile(FolderArchive.zip(folder, LIMIT).toFile())) {
            assertThat(zip.stream().map(Object::toString).toList())
                    .containsExactly("b.txt", "html/a/deep.css", "html/index.html");
            assertThat(zip.getInputStream(zip.getEntry("html/index.html"))).hasContent("<p>hi");
        }
    }

    @Test
    void equalFoldersGiveEqualBytesWhateverTheirTimes() throws IOException {
        byte[] first = Files.readAllBytes(FolderArchive.zip(folder, LIMIT));

        Files.setLastModifiedTime(folder.resolve("b.txt"), FileTime.fromMillis(0));

        assertThat(FolderArchive.zip(folder, LIMIT)).hasBinaryContent(first);
    }

    @Test
    void aLinkInsideOfTheFolderIsItsFile() throws IOException {
        Files.createSymbolicLink(folder.resolve("link.txt"), Path.of("b.txt"));

        try (ZipFile zip = new ZipFile(FolderArchive.zip(folder, LIMIT).toFile())) {
            assertThat(zip.getInputStream(zip.getEntry("link.txt"))).hasContent("b");
        }
    }

    @Test
    void aLinkThatLeadsOutIsRefused() throws IOException {
        Path secret = Files.writeString(temporary.resolve("secret"), "s");
        Files.createSymbolicLink(folder.resolve("html/out"), secret);

        assertThatThrownBy(() -> FolderArchive.zip(folder, LIMIT))
                .hasMessageContaining("'html/out' is a link that leads out of the folder");
    }

    @Test
    void aLinkToAFolderIsRefused() throws IOException {
        Files.createSymbolicLink(folder.resolve("loop"), folder);

        assertThatThrownBy(() -> FolderArchive.zip(folder, LIMIT)).hasMessageContaining("'loop' is not a file");
    }

    @Test
    void aZipOverTheLimitIsRefusedAndLeavesNothing() throws IOException {
        byte[] noise = new byte[(int) LIMIT];
        new Random(1).nextBytes(noise);
        Files.write(folder.resolve("noise"), noise);

        assertThatThrownBy(() -> FolderArchive.zip(folder, LIMIT))
                .hasMessage("E0602: the zip of the folder is larger than 100000 bytes");
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, text);
    }
}
