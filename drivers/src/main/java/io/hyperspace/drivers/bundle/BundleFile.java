package io.hyperspace.drivers.bundle;

import io.hyperspace.drivers.artifact.ArtifactKinds;
import io.hyperspace.drivers.content.ContentTypes;
import io.hyperspace.provision.Digest;
import io.hyperspace.provision.Registry.Registration;
import io.hyperspace.space.bundle.ZipEntry;
import io.hyperspace.space.command.Command;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.PropertyChange;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import java.util.List;

/**
 * A file of a bundle that has passed all checks.
 *
 * @param point where it is going to be
 * @param kind what it is
 * @param digest of its bytes
 * @param size how many bytes
 * @param entry where its bytes are in the zip
 */
record BundleFile(Point point, Kind kind, Digest digest, int size, ZipEntry entry) {

    /** What a file is registered with: nothing of it can be changed. */
    Registration registration(Agent owner) {
        return new Registration(
                point,
                kind,
                owner,
                List.of(
                        locked(ArtifactKinds.DIGEST, digest.hex()),
                        locked(ArtifactKinds.SIZE, Integer.toString(size)),
                        locked(ArtifactKinds.CONTENT_TYPE, ContentTypes.ofFileName(entry.name()))),
                Command.Strategy.COMMIT);
    }

    static PropertyChange locked(String key, String value) {
        return new PropertyChange.Set(key, value, true);
    }
}
