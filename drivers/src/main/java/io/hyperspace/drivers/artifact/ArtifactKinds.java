package io.hyperspace.drivers.artifact;

import io.hyperspace.space.kind.Kind;
import java.util.Set;

/** The kinds of artifacts, and which one a file is by its name. */
public final class ArtifactKinds {

    public static final Kind RAW = Kind.of("Artifact", "Raw");
    public static final Kind DIR = Kind.of("Artifact", "Dir");
    public static final Kind BIND = Kind.of("Artifact", "Bind");
    public static final Kind WASM = Kind.of("Artifact", "Wasm");
    public static final Kind PARTICLE_CONFIG = Kind.of("Artifact", "ParticleConfig");

    public static final Set<Kind> ALL = Set.of(RAW, DIR, BIND, WASM, PARTICLE_CONFIG);

    /** The property that holds the digest of an artifact's bytes. */
    public static final String DIGEST = "digest";
    /** The property that holds how many bytes it has. */
    public static final String SIZE = "size";
    /** The property that holds its content type. */
    public static final String CONTENT_TYPE = "content-type";

    private ArtifactKinds() {}

    /** The kind of a file. */
    public static Kind ofFileName(String name) {
        if (name.endsWith(".wasm")) {
            return WASM;
        }
        if (name.endsWith(".bind")) {
            return BIND;
        }
        return name.endsWith(".mechtron") ? PARTICLE_CONFIG : RAW;
    }
}
