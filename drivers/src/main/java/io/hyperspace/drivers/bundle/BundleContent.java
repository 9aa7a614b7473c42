package io.hyperspace.drivers.bundle;

import io.hyperspace.drivers.artifact.ArtifactKinds;
import io.hyperspace.provision.Registry.Registration;
import io.hyperspace.space.command.Command;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a bundle holds, checked.
 *
 * @param directories from the outside in, the file root first
 * @param files in the order of the zip
 */
record BundleContent(Set<Point> directories, List<BundleFile> files) {

    /** All artifacts as one event registers them. */
    List<Registration> registrations(Agent owner) {
        return Stream.concat(
                        directories.stream()
                                .map(point -> new Registration(
                                        point, ArtifactKinds.DIR, owner, List.of(), Command.Strategy.COMMIT)),
                        files.stream().map(file -> file.registration(owner)))
                .toList();
    }
}
