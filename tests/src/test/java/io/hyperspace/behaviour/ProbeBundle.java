package io.hyperspace.behaviour;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A bundle with the guest that does what it is told to. */
public final class ProbeBundle {

    private static final String CONFIG = """
            Mechtron(version=1.0.0) {
               Wasm   { +bin=.:/wasm/probe.wasm; +name=probe; }
               Limits { +memory=16MiB; +time=2s; }
               Env    { +GREETING='good day'; }
            }
            """;

    private ProbeBundle() {}

    /** Lays it out in an empty folder: the configuration is {@code /config/probe.mechtron}. */
    public static void pack(Path bundle) throws IOException {
        Path wasm = Files.createDirectory(bundle.resolve("wasm"));
        Path config = Files.createDirectory(bundle.resolve("config"));
        Path probe = Sample.project().resolve("drivers/src/test/resources/guests/probe.wasm");
        Files.copy(probe, wasm.resolve("probe.wasm"));
        Files.writeString(config.resolve("probe.mechtron"), CONFIG);
    }
}
