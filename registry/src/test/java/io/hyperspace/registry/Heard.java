package io.hyperspace.registry;

import io.hyperspace.provision.Change;
import io.hyperspace.provision.Registry;
import io.hyperspace.space.particle.ParticleRecord;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes what a listener of the Registry is told. */
public final class Heard implements Registry.ChangeListener {

    private final List<Change> changes = new CopyOnWriteArrayList<>();
    private final List<ParticleRecord> records = new CopyOnWriteArrayList<>();

    /** What became doubtful, in order. */
    public List<Change> changes() {
        return changes;
    }

    /** Records as they were told of, in order. */
    List<ParticleRecord> records() {
        return records;
    }

    @Override
    public void changed(Change change) {
        changes.add(change);
    }

    @Override
    public void recorded(ParticleRecord record) {
        records.add(record);
    }
}
