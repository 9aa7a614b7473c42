package io.hyperspace.registry.directory;

import io.hyperspace.provision.Registry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the listeners of this Machine what was committed, before the one who asked for it is answered. Called on a
 * directory's thread: a listener must return at once.
 */
public final class ChangeFeed {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeFeed.class);

    private final List<Registry.ChangeListener> listeners = new CopyOnWriteArrayList<>();

    public void add(Registry.ChangeListener listener) {
        listeners.add(listener);
    }

    /** @param after the state after the event */
    void tell(DirectoryEvent event, DirectoryState after) {
        if (event instanceof DirectoryEvent.Registered registered) {
            registered.children().forEach(this::created);
        } else if (event instanceof DirectoryEvent.Founded founded) {
            created(founded.root());
        } else if (event instanceof DirectoryEvent.Replaced replaced) {
            gone(replaced.ended());
            created(replaced.by());
        } else if (event instanceof DirectoryEvent.Removed removed) {
            removed.children().forEach(this::gone);
        } else if (event instanceof DirectoryEvent.ChildEvent change) {
            Entry entry = after.child(change.point());
            if (entry != null) {
                each(listener -> listener.recordChanged(entry.record()));
            }
            if (change instanceof DirectoryEvent.Granted granted) {
                each(listener -> listener.accessChanged(granted.grant().id()));
            } else if (change instanceof DirectoryEvent.Revoked revoked) {
                each(listener -> listener.accessChanged(revoked.grant()));
            } else if (change instanceof DirectoryEvent.OwnerChanged owned) {
                each(listener -> listener.accessChanged(owned.incarnation().ulid()));
            }
        }
    }

    /** What is new changes no decision on access: nobody decides on what is not there. */
    private void created(Entry entry) {
        each(listener -> listener.recordChanged(entry.record()));
    }

    /** It may have been an owner or an author, and its grants end. */
    private void gone(DirectoryEvent.Ended child) {
        each(listener -> listener.recordGone(child.point(), child.incarnation()));
        each(listener -> listener.accessChanged(child.incarnation().ulid()));
    }

    private void each(java.util.function.Consumer<Registry.ChangeListener> call) {
        for (Registry.ChangeListener listener : listeners) {
            try {
                call.accept(listener);
            } catch (RuntimeException e) {
                LOG.error("a listener of the Registry failed", e);
            }
        }
    }
}
