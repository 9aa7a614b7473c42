package io.hyperspace.drivers.global;

import io.hyperspace.drivers.artifact.ArtifactKinds;
import io.hyperspace.drivers.content.Bodies;
import io.hyperspace.drivers.user.UserChanges;
import io.hyperspace.provision.Blobs;
import io.hyperspace.provision.Digest;
import io.hyperspace.space.bundle.BundleEnvironment;
import io.hyperspace.space.document.MechtronConfig;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.particle.PropertyChange;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.security.Permission;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What properties must name: {@code bind} an artifact that is a bind, {@code config} of a Mechtron one that is a
 * mechtron document whose module is there. Who sets them must be allowed to read what they name. Passwords become hashes
 * here, before the Registry gets to know them.
 */
final class PropertyTargets {

    private final Admission admission;
    private final Blobs blobs;
    private final UserChanges users;

    PropertyTargets(Admission admission, Blobs blobs, UserChanges users) {
        this.admission = admission;
        this.blobs = blobs;
        this.users = users;
    }

    /**
     * The changes as the Registry may know them, when all keep the rules; fails with 400 for what is no point, 403, 404 or
     * 422.
     */
    CompletionStage<List<PropertyChange>> checked(Agent agent, Kind kind, List<PropertyChange> changes) {
        CompletionStage<@Nullable Void> all = CompletableFuture.completedFuture(null);
        for (PropertyChange change : changes) {
            if (change instanceof PropertyChange.Set set) {
                all = all.thenCompose(nothing -> check(agent, kind, set));
            }
        }
        return all.thenCompose(nothing -> users.of(kind, changes));
    }

    private CompletionStage<@Nullable Void> check(Agent agent, Kind kind, PropertyChange.Set set) {
        if (set.key().equals("bind")) {
            return artifact(agent, set, ArtifactKinds.BIND).thenApply(record -> null);
        }
        if (set.key().equals("config") && kind.equals(Kind.MECHTRON)) {
            return artifact(agent, set, ArtifactKinds.PARTICLE_CONFIG)
                    .thenCompose(this::config)
                    .thenCompose(config -> admission.require(agent, Permission.READ, config.bin()))
                    .thenApply(module -> ofKind(set.key(), module, ArtifactKinds.WASM))
                    .thenApply(module -> null);
        }
        return CompletableFuture.completedFuture(null);
    }

    private CompletionStage<ParticleRecord> artifact(Agent agent, PropertyChange.Set set, Kind wanted) {
        return admission
                .require(agent, Permission.READ, point(set))
                .thenApply(record -> ofKind(set.key(), record, wanted));
    }

    private static Point point(PropertyChange.Set set) {
        try {
            return Point.parse(set.value());
        } catch (HyperspaceException e) {
            throw Fault.of(
                            400,
                            "E0714",
                            "property '" + set.key() + "' is no point: "
                                    + e.fault().message())
                    .toException();
        }
    }

    private static ParticleRecord ofKind(String key, ParticleRecord record, Kind wanted) {
        if (!record.kind().equals(wanted)) {
            throw Fault.of(
                            422,
                            "E0715",
                            "property '" + key + "' needs an " + wanted + ", and '" + record.point() + "' is a "
                                    + record.kind())
                    .toException();
        }
        return record;
    }

    private CompletionStage<MechtronConfig> config(ParticleRecord record) {
        Digest digest = new Digest(Objects.requireNonNull(record.property(ArtifactKinds.DIGEST), "digest"));
        Point bundle = Objects.requireNonNull(record.point().parent(), "an artifact has a parent");
        return blobs.get(digest)
                .thenApply(bytes ->
                        Language.mechtron(record.point().toString(), Bodies.utf8(bytes), BundleEnvironment.of(bundle)))
                .thenApply(PropertyTargets::served);
    }

    /** A mechtron that is to keep its memory must not run and lose it. */
    private static MechtronConfig served(MechtronConfig config) {
        if (config.mode() == MechtronConfig.Mode.DURABLE) {
            throw Faults.notYet("'" + config.mode() + "'").toException();
        }
        return config;
    }
}
