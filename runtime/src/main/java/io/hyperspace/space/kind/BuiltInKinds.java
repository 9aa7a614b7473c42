package io.hyperspace.space.kind;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kinds that the language knows by itself; those of a Hyperverse are its drivers' to say. */
public final class BuiltInKinds {

    public static final Set<Kind> ALL = Stream.of(
                    "Root",
                    "Space",
                    "Base",
                    "User",
                    "UserBase<Internal>",
                    "UserBase<OAuth>",
                    "App",
                    "Mechtron",
                    "Host",
                    "Guest",
                    "FileStore",
                    "File<File>",
                    "File<Dir>",
                    "Database<Relational>",
                    "Repo",
                    "BundleSeries",
                    "Bundle",
                    "Artifact<Raw>",
                    "Artifact<Dir>",
                    "Artifact<Bind>",
                    "Artifact<Wasm>",
                    "Artifact<ParticleConfig>",
                    "Control",
                    "Portal",
                    "Global",
                    "Driver",
                    "Native<Web>",
                    "Star<Central>",
                    "Star<Super>",
                    "Star<Nexus>",
                    "Star<Maelstrom>",
                    "Star<Scribe>",
                    "Star<Jump>",
                    "Star<Fold>",
                    "Star<Machine>")
            .map(Kind::parse)
            .collect(Collectors.toUnmodifiableSet());

    private BuiltInKinds() {}
}
