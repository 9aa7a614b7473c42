package io.hyperspace.provision;

import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Finds the star of a particle, and places a particle that has none yet by compare-and-set. */
public final class Locator {

    private final RegistryView view;
    private final Registry registry;
    private final Placement placement;

    public Locator(RegistryView view, Registry registry, Placement placement) {
        this.view = view;
        this.registry = registry;
        this.placement = placement;
    }

    /** The record of a point, with its location. */
    public CompletionStage<ParticleRecord> locate(Point point) {
        return view.record(point).thenCompose(this::placed);
    }

    /** As {@link #locate}, but not from the copy: somebody has found the particle to live elsewhere. */
    public CompletionStage<ParticleRecord> locateAgain(Point point) {
        return view.read(point).thenCompose(copy -> placed(copy.record()));
    }

    private CompletionStage<ParticleRecord> placed(ParticleRecord record) {
        if (record.location() != null) {
            return CompletableFuture.completedFuture(record);
        }
        return placement.pick(record).thenCompose(star -> assigned(record, star));
    }

    /** Whoever is first decides; what was picked here is then of no use. */
    private CompletionStage<ParticleRecord> assigned(ParticleRecord record, StarKey star) {
        return view.learn(record.point(), () -> registry.assign(record.point(), record.incarnation(), 0, star))
                .thenApply(Copy::record);
    }
}
