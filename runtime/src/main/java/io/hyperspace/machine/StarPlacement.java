package io.hyperspace.machine;

import io.hyperspace.driver.Driver;
import io.hyperspace.provision.Placement;
import io.hyperspace.provision.RegistryView;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.point.StarKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Places by the affinity of a kind: where the parent is, or spread evenly by incarnation. */
final class StarPlacement implements Placement {

    private final RegistryView view;
    private final Map<StarKind, Integer> counts;
    private final Map<Kind, Driver> drivers = new HashMap<>();

    StarPlacement(RegistryView view, Map<StarKind, Integer> counts, List<Driver> all) {
        this.view = view;
        this.counts = Map.copyOf(counts);
        all.forEach(driver -> driver.kinds().forEach(kind -> drivers.put(kind, driver)));
    }

    @Override
    public StarKey pick(ParticleRecord record) {
        Driver driver = drivers.get(record.kind());
        if (driver == null || counts.getOrDefault(driver.home(), 0) == 0) {
            throw Faults.notReady("a star for kind '" + record.kind() + "'").toException();
        }
        StarKey parents = driver.affinity() == Driver.Affinity.LOCAL ? starOfParent(record.point()) : null;
        if (parents != null && parents.name().equals(driver.home().starName())) {
            return parents;
        }
        int count = counts.getOrDefault(driver.home(), 0);
        return StarKey.of(
                driver.home(), Math.floorMod(record.incarnation().ulid().hashCode(), count));
    }

    private @org.jspecify.annotations.Nullable StarKey starOfParent(Point point) {
        Point parent = point.parent();
        ParticleRecord record = parent == null ? null : view.cached(parent);
        return record == null || record.location() == null
                ? null
                : record.location().star();
    }
}
