package io.hyperspace.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first call of the launcher, where nothing is built yet. */
@Tag("long")
final class FirstCallTest {

    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final Set<String> NOT_SOURCES = Set.of("target", "hyperspace-data", ".git", ".building");

    @TempDir
    private Path clone;

    private void copySources() throws IOException {
        Files.walkFileTree(PROJECT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (NOT_SOURCES.contains(folder.getFileName().toString())) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(clone.resolve(PROJECT.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, clone.resolve(PROJECT.relativize(file)));
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Test
    void itBuildsWhatIsMissingAndGoesOn() throws Exception {
        copySources();
        Path err = Files.createTempFile(clone, "err", ".txt");
        ProcessBuilder call = new ProcessBuilder("cluster-config/bin/hyperspace", "check", "--as", "kind", "Space")
                .directory(clone.toFile())
                .redirectError(err.toFile());
        call.environment().put("JAVA_HOME", System.getProperty("java.home"));

        Process process = call.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(err)).contains("building, once").contains("hyperspace: built");
        assertThat(out).isEqualTo("Space\n");
        assertThat(process.exitValue()).isZero();
    }
}
