package io.hyperspace.benchmark.wave;

import io.hyperspace.Hyperspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A bind of their own for particles that echo, so that their waves are routed by it. */
final class EchoBind {

    /** Where it is, once it was published. */
    static final String AT = "speed:repo:waves:1.0.0:/bind/echo.bind";

    private static final String TEXT = """
            Bind(version=1.0.0) {
               Route -> {
                  Http<Get>/users/(.*)  -> (()) => &;
                  Ext<Other>            -> (()) => &;
                  Ext<Echo>             -[ Text ]-> (()) => &;
               }
            }
            """;

    private EchoBind() {}

    /**
     * Publishes it in the space {@code speed}, which it makes.
     *
     * @param folder where the bundle is put together
     */
    static void publish(Hyperspace machine, Path folder) throws IOException {
        Path bundle = folder.resolve("bundle");
        Files.writeString(Files.createDirectories(bundle.resolve("bind")).resolve("echo.bind"), TEXT);
        for (String line : List.of(
                "create speed<Space>",
                "create speed:repo<Repo>",
                "create speed:repo:waves<BundleSeries>",
                "grant perm +csd-rwX on speed:** to speed:**")) {
            machine.command(line).orThrow();
        }
        machine.publish(bundle, "speed:repo:waves:1.0.0").orThrow();
    }
}
