package io.hyperspace.structure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The project's Java sources, as files. */
final class Sources {

    static final List<String> MODULES =
            List.of("runtime", "registry", "drivers", "cluster-config", "sample-app", "tests");

    private Sources() {}

    /** The folder that holds the modules. */
    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        for (Path here = folder; here != null; here = here.getParent()) {
            if (Files.isDirectory(here.resolve("cluster-config"))) {
                return here;
            }
        }
        throw new IllegalStateException("not inside the project: " + folder);
    }

    /** All Java files of the main or the test sources of a module. */
    static List<Path> of(String module, String part) {
        Path folder = root().resolve(module).resolve("src").resolve(part).resolve("java");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All Java files of the project. */
    static List<Path> all() {
        List<Path> all = new ArrayList<>();
        for (String module : MODULES) {
            all.addAll(of(module, "main"));
            all.addAll(of(module, "test"));
        }
        return all;
    }
}
