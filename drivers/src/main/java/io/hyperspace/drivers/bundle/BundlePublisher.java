package io.hyperspace.drivers.bundle;

import io.hyperspace.driver.Services;
import io.hyperspace.drivers.artifact.ArtifactKinds;
import io.hyperspace.provision.Blobs;
import io.hyperspace.provision.Digest;
import io.hyperspace.provision.Registry;
import io.hyperspace.provision.Registry.Registered;
import io.hyperspace.provision.Registry.Registration;
import io.hyperspace.space.command.Command;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.particle.PropertyChange;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.Segment;
import io.hyperspace.space.security.Agent;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.jspecify.annotations.Nullable;

/**
 * Publishes bundles. A bundle is checked whole before anything is stored. Then come its bytes, its record with the
 * digest of the zip, all its artifacts in one event, and last the property {@code published}. So what can be seen of a
 * bundle's files is all of them or none, whenever the Machine stops; publishing the same zip again completes what was
 * interrupted; and what is published never changes.
 */
public final class BundlePublisher {

    /** The property of a bundle that is whole. It is not locked, so that two equal publishes at once both succeed. */
    public static final String PUBLISHED = "published";

    private final Registry registry;
    private final Blobs blobs;
    private final WasmCheck wasm;
    private final PublishSettings settings;
    private final Executor executor;
    private final AtomicInteger inFlight = new AtomicInteger();

    BundlePublisher(Registry registry, Blobs blobs, WasmCheck wasm, PublishSettings settings, Executor executor) {
        this.registry = registry;
        this.blobs = blobs;
        this.wasm = wasm;
        this.settings = settings;
        this.executor = executor;
    }

    /** A publisher with the limits of {@code hyperspace.bundle}, working on that dispatcher. */
    public static BundlePublisher create(Services services, WasmCheck wasm) {
        return new BundlePublisher(
                services.registry(),
                services.blobs(),
                wasm,
                PublishSettings.of(services.config()),
                services.system().dispatchers().lookup(DispatcherSelector.fromConfig("hyperspace.bundle.dispatcher")));
    }

    /**
     * Publishes a bundle; whether the owner may has been checked.
     *
     * @param bundle its point, ending in a version
     * @param zip its files
     * @return the bundle's record; fails with 400 or 413 for a bad zip, 409 when the version is there, 422 when the
     *     series is not, 429 when too many are on their way
     */
    public CompletionStage<ParticleRecord> publish(Agent owner, Point bundle, byte[] zip) {
        if (bundle.isRoot() || bundle.last().type() != Segment.Type.VERSION) {
            return CompletableFuture.failedFuture(BundleFaults.notABundlePoint(bundle));
        }
        if (zip.length > settings.limits().maxZip()) {
            return CompletableFuture.failedFuture(
                    Faults.tooLarge("the zip", settings.limits().maxZip()).toException());
        }
        if (inFlight.incrementAndGet() > settings.inFlight()) {
            inFlight.decrementAndGet();
            return CompletableFuture.failedFuture(
                    Faults.tooMany("publishing", settings.inFlight()).toException());
        }
        return work(owner, bundle, zip).whenComplete((record, failure) -> inFlight.decrementAndGet());
    }

    private CompletionStage<ParticleRecord> work(Agent owner, Point bundle, byte[] zip) {
        return refuseWhenThere(bundle)
                .thenApplyAsync(nothing -> BundleReader.read(bundle, zip, settings.limits(), wasm), executor)
                .thenComposeAsync(content -> store(owner, bundle, zip, content), executor);
    }

    private CompletionStage<ParticleRecord> store(Agent owner, Point bundle, byte[] zip, BundleContent content) {
        PropertyChange published = new PropertyChange.Set(PUBLISHED, "true", false);
        return BlobWriter.store(zip, content.files(), settings, blobs, executor)
                .thenComposeAsync(stored -> registerBundle(owner, bundle, Digest.of(zip)), executor)
                .thenCompose(record -> registerArtifacts(content, owner))
                .thenCompose(registered -> registry.setProperties(bundle, List.of(published)));
    }

    /** Spares the work for a version that is there; the record decides again when it is registered. */
    private CompletionStage<@Nullable Void> refuseWhenThere(Point bundle) {
        return registry.record(bundle).handle((record, failure) -> {
            if (failure == null) {
                refusePublished(record);
                return null;
            }
            Fault fault = HyperspaceException.faultOf(failure);
            if (fault.status() != 404) {
                throw new HyperspaceException(fault, failure);
            }
            return null;
        });
    }

    private static void refusePublished(ParticleRecord record) {
        if (!record.kind().equals(Kind.BUNDLE)) {
            throw Faults.takenByAnotherKind(
                            record.point().toString(), record.kind().toString())
                    .toException();
        }
        if (record.property(PUBLISHED) != null) {
            throw BundleFaults.published(record.point());
        }
    }

    private CompletionStage<ParticleRecord> registerBundle(Agent owner, Point bundle, Digest digest) {
        Registration registration = new Registration(
                bundle,
                Kind.BUNDLE,
                owner,
                List.of(BundleFile.locked(ArtifactKinds.DIGEST, digest.hex())),
                Command.Strategy.ENSURE);
        return registry.register(registration).handle((registered, failure) -> {
            if (failure != null) {
                throw seriesFault(bundle, failure);
            }
            ParticleRecord record = registered.record();
            refusePublished(record);
            if (!digest.hex().equals(record.property(ArtifactKinds.DIGEST))) {
                throw BundleFaults.otherContent(bundle);
            }
            return record;
        });
    }

    private static HyperspaceException seriesFault(Point bundle, Throwable failure) {
        Fault fault = HyperspaceException.faultOf(failure);
        Point series = bundle.parent();
        return new HyperspaceException(
                fault.status() == 404 && series != null ? BundleFaults.seriesMissing(series) : fault, failure);
    }

    /** All in one event. That they are there already means that an equal publish was interrupted behind this step. */
    private CompletionStage<?> registerArtifacts(BundleContent content, Agent owner) {
        List<Registration> registrations = content.registrations(owner);
        return registry.registerAll(registrations)
                .<CompletionStage<?>>handle((registered, failure) -> {
                    if (failure == null) {
                        return CompletableFuture.completedFuture(registered);
                    }
                    Fault fault = HyperspaceException.faultOf(failure);
                    return fault.status() == 409
                            ? registry.record(registrations.get(0).point())
                            : CompletableFuture.<List<Registered>>failedFuture(failure);
                })
                .thenCompose(stage -> stage);
    }
}
