package io.hyperspace.machine;

import io.hyperspace.advert.Wanted;
import io.hyperspace.driver.Driver;
import io.hyperspace.provision.Placement;
import io.hyperspace.provision.RegistryView;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.Location;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.point.StarKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Says what star a particle needs, by the affinity of its kind, and has one found that is so. */
final class StarPlacement implements Placement {

    private final RegistryView view;
    private final Map<StarKind, Integer> counts;
    private final Map<Kind, Driver> drivers = new HashMap<>();
    private final Function<Wanted, CompletionStage<StarKey>> finder;

    /** @param finder finds a star; fails with 503 when none is known in time */
    StarPlacement(
            RegistryView view,
            Map<StarKind, Integer> counts,
            List<Driver> all,
            Function<Wanted, CompletionStage<StarKey>> finder) {
        this.view = view;
        this.counts = Map.copyOf(counts);
        this.finder = finder;
        all.forEach(driver -> driver.kinds().forEach(kind -> drivers.put(kind, driver)));
    }

    @Override
    public CompletionStage<StarKey> pick(ParticleRecord record) {
        Kind kind = record.kind();
        Driver driver = drivers.get(kind);
        if (driver == null || counts.getOrDefault(driver.home(), 0) == 0) {
            return CompletableFuture.failedFuture(
                    Faults.notReady("a star for kind '" + kind + "'").toException());
        }
        Driver.Affinity affinity = driver.affinity(kind);
        Point parent = affinity == Driver.Affinity.LOCAL ? record.point().parent() : null;
        return parent == null
                ? finder.apply(new Wanted(kind, affinity, null))
                : place(parent)
                        .thenCompose(place -> finder.apply(new Wanted(
                                kind,
                                affinity,
                                place.location() == null
                                        ? null
                                        : place.location().star())));
    }

    private record Place(@Nullable Location location) {}

    /** Where a parent lives. One that cannot be read is no reason not to place its child. */
    private CompletionStage<Place> place(Point parent) {
        return view.record(parent)
                .thenApply(record -> new Place(record.location()))
                .exceptionally(failure -> new Place(null));
    }
}
