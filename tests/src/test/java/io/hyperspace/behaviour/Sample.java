package io.hyperspace.behaviour;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the sample application keeps its bundle. */
public final class Sample {

    private Sample() {}

    /** The folder of the project that holds the modules. */
    public static Path project() {
        Path start = Path.of("").toAbsolutePath();
        for (Path here = start; here != null; here = here.getParent()) {
            if (Files.isDirectory(here.resolve("sample-app"))) {
                return here;
            }
        }
        throw new IllegalStateException("not inside the project: " + start);
    }

    public static Path bundle() {
        return project().resolve("sample-app").resolve("bundle");
    }
}
