package io.hyperspace.traversal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.hyperspace.driver.Driver;
import io.hyperspace.provision.Blobs;
import io.hyperspace.provision.Copy;
import io.hyperspace.provision.Digest;
import io.hyperspace.provision.RegistryView;
import io.hyperspace.space.bind.Bind;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.point.Point;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The binds that particles of this Machine use, parsed once for each content. */
public final class Binds {

    /** The property of a particle that names its bind. */
    public static final String PROPERTY = "bind";

    private final RegistryView view;
    private final Blobs blobs;
    /** By the digests of the documents. */
    private final Cache<String, Bind> parsed;

    public Binds(RegistryView view, Blobs blobs, long limit) {
        this.view = view;
        this.blobs = blobs;
        this.parsed = Caffeine.newBuilder().maximumSize(limit).build();
    }

    /**
     * A bind.
     *
     * @param document the copy of the record that says what it is; null for a default bind
     */
    record Bound(Bind bind, @Nullable Copy document) {}

    /** The bind of a particle: the one its property names, else its driver's. */
    CompletionStage<Bound> of(ParticleRecord record, Driver driver) {
        Bound near = near(record, driver);
        return near != null
                ? CompletableFuture.completedFuture(near)
                : view.copy(Objects.requireNonNull(document(record), "else it has its driver's"))
                        .thenCompose(read -> load(read.record()).thenApply(bind -> new Bound(bind, read)));
    }

    /**
     * The bind of a particle, if that needs no waiting; else null.
     *
     * @throws RuntimeException when there is something wrong with it
     */
    @Nullable Bound near(ParticleRecord record, Driver driver) {
        Point document = document(record);
        if (document == null) {
            return new Bound(driver.defaultBind(), null);
        }
        Copy copy = view.cachedCopy(document);
        Bind known = copy == null ? null : parsed.getIfPresent(digest(copy.record()));
        return known == null ? null : new Bound(known, copy);
    }

    /** Where the bind of a particle is; null for one that has the default. */
    static @Nullable Point document(ParticleRecord record) {
        String name = record.property(PROPERTY);
        return name == null ? null : Point.parse(name);
    }

    /** What the stops of a particle's bind may use: {@code ${bundle}}, the bundle that the bind is from. */
    static Map<String, String> variables(ParticleRecord record) {
        Point document = document(record);
        Point bundle = document == null ? null : document.parent();
        return bundle == null ? Map.of() : Map.of("bundle", bundle.toString());
    }

    /** @throws HyperspaceException with status 404 when it has none: it is no document */
    private static String digest(ParticleRecord document) {
        String digest = document.property("digest");
        if (digest == null) {
            throw Faults.noSuchPoint(document.point().toString()).toException();
        }
        return digest;
    }

    private CompletionStage<Bind> load(ParticleRecord document) {
        String digest = digest(document);
        Bind known = parsed.getIfPresent(digest);
        if (known != null) {
            return CompletableFuture.completedFuture(known);
        }
        return blobs.get(new Digest(digest)).thenApply(bytes -> {
            String name = document.point().toString();
            Bind bind = Language.bind(name, new String(bytes, StandardCharsets.UTF_8));
            parsed.put(digest, bind);
            return bind;
        });
    }
}
