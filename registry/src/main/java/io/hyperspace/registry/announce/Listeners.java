package io.hyperspace.registry.announce;

import io.hyperspace.provision.Change;
import io.hyperspace.provision.Registry;
import io.hyperspace.space.particle.ParticleRecord;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who on this Machine copies something of the Registry. */
public final class Listeners {

    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final List<Registry.ChangeListener> listeners = new CopyOnWriteArrayList<>();

    public void add(Registry.ChangeListener listener) {
        listeners.add(listener);
    }

    /** Returns when all copies are dropped. */
    public void changed(List<Change> changes) {
        changes.forEach(change -> each(listener -> listener.changed(change)));
    }

    public void recorded(ParticleRecord record) {
        each(listener -> listener.recorded(record));
    }

    private void each(Consumer<Registry.ChangeListener> call) {
        for (Registry.ChangeListener listener : listeners) {
            try {
                call.accept(listener);
            } catch (RuntimeException e) {
                LOG.error("a listener of the Registry failed", e);
            }
        }
    }
}
