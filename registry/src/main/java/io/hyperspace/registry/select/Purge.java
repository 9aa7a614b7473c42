package io.hyperspace.registry.select;

import com.typesafe.config.Config;
import io.hyperspace.registry.database.Database;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.typed.ActorSystem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the past that is not kept any more leave the index, in small transactions with pauses between them. Every Machine
 * does it; what one has deleted is simply gone for another.
 */
public final class Purge {

    private static final Logger LOG = LoggerFactory.getLogger(Purge.class);

    private final ActorSystem<?> system;
    private final Database database;
    private final PurgeSettings settings;
    private final AtomicBoolean walking = new AtomicBoolean();

    private Purge(ActorSystem<?> system, Database database, PurgeSettings settings) {
        this.system = system;
        this.database = database;
        this.settings = settings;
    }

    /** Starts the task, which ends with the actor system; nothing to do when the past is kept for ever. */
    public static void start(ActorSystem<?> system, Database database, Config root) {
        PurgeSettings settings = PurgeSettings.from(root);
        if (settings.retention() != null) {
            Purge purge = new Purge(system, database, settings);
            Duration every = settings.every();
            system.scheduler().scheduleWithFixedDelay(every, every, purge::begin, system.executionContext());
        }
    }

    /** A walk that is still under way when the next is due goes on alone. */
    private void begin() {
        if (!walking.compareAndSet(false, true)) {
            return;
        }
        database.query(connection -> {
                    Long cutOff = new Past(settings.retention()).expired(connection);
                    if (cutOff != null) {
                        Past.keepSince(connection, cutOff);
                    }
                    return new PurgeStep(cutOff == null ? null : new PurgeWalk(cutOff, settings.rows()), 0);
                })
                .whenComplete(this::goOn);
    }

    /**
     * Where a walk is.
     *
     * @param walk null when there is nothing to do
     * @param deleted how many rows so far
     */
    private record PurgeStep(@Nullable PurgeWalk walk, long deleted) {}

    private void goOn(@Nullable PurgeStep step, @Nullable Throwable failure) {
        PurgeWalk walk = step == null ? null : step.walk();
        if (step == null || walk == null || walk.ended()) {
            walking.set(false);
            if (failure != null) {
                LOG.warn("the past could not be deleted; it is tried again in {}", settings.every(), failure);
            } else if (step != null && step.deleted() > 0) {
                LOG.info("deleted {} rows of the index that had ended", step.deleted());
            }
            return;
        }
        Runnable next = () -> database.query(connection -> new PurgeStep(walk, step.deleted() + walk.step(connection)))
                .whenComplete(this::goOn);
        system.scheduler().scheduleOnce(settings.pause(), next, system.executionContext());
    }
}
