package io.hyperspace.registry.database;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.AbstractExtensionId;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Extension;
import org.apache.pekko.actor.ExtensionIdProvider;
import org.jspecify.annotations.Nullable;

/**
 * Which database an actor system uses. The plugins, which Pekko makes by reflection, look it up here; it must have been
 * set before this Machine joins its cluster, and so before the first persistent actor starts.
 */
public final class DatabaseAccess implements Extension {

    private static final Id ID = new Id();

    private final AtomicReference<@Nullable Database> database = new AtomicReference<>();

    private DatabaseAccess() {}

    public static DatabaseAccess of(ActorSystem system) {
        return ID.get(system);
    }

    /** Sets the database. @throws IllegalStateException if another one was set before */
    public void use(Database opened) {
        if (!database.compareAndSet(null, opened) && database.get() != opened) {
            throw new IllegalStateException("this actor system has a database already");
        }
    }

    /** @throws IllegalStateException if none has been set yet */
    public Database database() {
        Database opened = database.get();
        if (opened == null) {
            throw new IllegalStateException("this actor system has no database yet");
        }
        return opened;
    }

    private static final class Id extends AbstractExtensionId<DatabaseAccess> implements ExtensionIdProvider {
        @Override
        public DatabaseAccess createExtension(ExtendedActorSystem system) {
            return new DatabaseAccess();
        }

        @Override
        public Id lookup() {
            return this;
        }
    }
}
