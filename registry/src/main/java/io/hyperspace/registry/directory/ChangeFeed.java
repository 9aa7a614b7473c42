package io.hyperspace.registry.directory;

import io.hyperspace.provision.Change;
import io.hyperspace.registry.announce.Announcements;
import io.hyperspace.registry.announce.Listeners;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/**
 * Tells of what was committed: this Machine's listeners at once, the other Machines by an announcement. Called on a
 * directory's thread.
 */
public final class ChangeFeed {

    private final Listeners listeners;
    private final Announcements announcements;

    public ChangeFeed(Listeners listeners, Announcements announcements) {
        this.listeners = listeners;
        this.announcements = announcements;
    }

    /** Takes a place for announcing an event that is to be stored; false when there is none and it must not be stored. */
    boolean reserve(DirectoryEvent event) {
        return !Consequences.isFinal(event) || announcements.reserve();
    }

    /** Gives back a place for an event that was not stored after all. */
    void release(DirectoryEvent event) {
        if (Consequences.isFinal(event)) {
            announcements.release();
        }
    }

    /** How many events that are final may be announced at once. */
    int limit() {
        return announcements.limit();
    }

    /**
     * Tells of an event for which a place was reserved.
     *
     * @param after the state after the event
     * @return completes when the event may be answered
     */
    CompletionStage<Done> tell(DirectoryEvent event, DirectoryState after) {
        List<Change> changes = Consequences.of(event, after);
        listeners.changed(changes);
        recorded(event, after);
        if (Consequences.isFinal(event)) {
            return announcements.announce(changes);
        }
        if (!changes.isEmpty()) {
            announcements.mention(changes);
        }
        return CompletableFuture.completedFuture(Done.getInstance());
    }

    /** Tells that something may have been stored that nobody was told of. */
    void tellOfDoubt() {
        List<Change> everything = List.of(new Change.OfEverything());
        listeners.changed(everything);
        announcements.mention(everything);
    }

    /** What is new makes nothing doubtful: nobody holds a copy of what was not there. */
    private void recorded(DirectoryEvent event, DirectoryState after) {
        if (event instanceof DirectoryEvent.Registered registered) {
            registered.children().forEach(child -> listeners.recorded(child.record()));
        } else if (event instanceof DirectoryEvent.Founded founded) {
            listeners.recorded(founded.root().record());
        } else if (event instanceof DirectoryEvent.Replaced replaced) {
            listeners.recorded(replaced.by().record());
        } else if (event instanceof DirectoryEvent.ChildEvent change) {
            Entry entry = after.child(change.point());
            if (entry != null) {
                listeners.recorded(entry.record());
            }
        }
    }
}
