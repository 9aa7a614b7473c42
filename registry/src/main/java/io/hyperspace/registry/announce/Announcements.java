package io.hyperspace.registry.announce;

import io.hyperspace.provision.Change;
import io.hyperspace.registry.database.Machines;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;

/**
 * What this Machine tells the others. Its methods may be called from any thread and return at once.
 *
 * <p>Invariant: at most {@code under-way} announcements that somebody waits for are under way, so a place is to be
 * {@linkplain #reserve reserved} before the change is stored.
 */
public final class Announcements {

    /** Changes in one message: a point has at most a kilobyte, and a message must stay well below a frame. */
    private static final int MAX_CHANGES = 100;

    private final ActorRef<Announcer.Command> announcer;
    private final Semaphore places;
    private final int limit;

    private Announcements(ActorRef<Announcer.Command> announcer, int limit) {
        this.announcer = announcer;
        this.places = new Semaphore(limit);
        this.limit = limit;
    }

    /**
     * Starts announcing, and taking the announcements of others. Call it once for an actor system.
     *
     * @param listeners are told what other Machines announce; what this one announces they know already
     */
    public static Announcements start(ActorSystem<?> system, Machines machines, Listeners listeners) {
        AnnounceSettings settings = AnnounceSettings.from(system.settings().config());
        ActorRef<Announcer.Command> announcer =
                system.systemActorOf(Announcer.create(machines, listeners, settings), Announcer.NAME, Props.empty());
        return new Announcements(announcer, settings.underWay());
    }

    /** Takes a place for an announcement that is waited for; false when none is left. */
    public boolean reserve() {
        return places.tryAcquire();
    }

    /** Gives a reserved place back that is not needed. */
    public void release() {
        places.release();
    }

    /** How many places there are. */
    public int limit() {
        return limit;
    }

    /**
     * Announces changes that were committed before. A place must have been reserved; it is given back at the end.
     *
     * @return completes when no Machine uses any more what it knew before, or none may that still does; fails when this
     *     Machine stops before it knows
     */
    public CompletionStage<Done> announce(List<Change> changes) {
        List<CompletableFuture<Done>> parts = new ArrayList<>();
        for (List<Change> part : parts(changes)) {
            CompletableFuture<Done> done = new CompletableFuture<>();
            parts.add(done);
            announcer.tell(new Announcer.Publish(part, done));
        }
        return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
                .thenApply(all -> Done.getInstance())
                .whenComplete((done, failure) -> release());
    }

    /** Tells of changes that give nothing away if they are heard late or not at all. */
    public void mention(List<Change> changes) {
        parts(changes).forEach(part -> announcer.tell(new Announcer.Pass(part)));
    }

    private static List<List<Change>> parts(List<Change> changes) {
        List<List<Change>> parts = new ArrayList<>();
        for (int from = 0; from < changes.size(); from += MAX_CHANGES) {
            parts.add(changes.subList(from, Math.min(changes.size(), from + MAX_CHANGES)));
        }
        return parts;
    }
}
