package io.hyperspace.registry.directory;

import io.hyperspace.provision.Change;
import io.hyperspace.space.kind.Kind;
import java.util.ArrayList;
import java.util.List;

/** What an event makes doubtful on every Machine, and whether all of them must know before it is answered. */
final class Consequences {

    private Consequences() {}

    /**
     * Whether an event may take something away from somebody: all but what comes to be, goes on living, is placed or adds
     * permissions and privileges. To grant super may wake what its new holder has forbidden others.
     */
    static boolean isFinal(DirectoryEvent event) {
        if (event instanceof DirectoryEvent.Granted granted) {
            return granted.grant().mayTake();
        }
        return event instanceof DirectoryEvent.PropertiesChanged || event instanceof DirectoryEvent.Revoked;
    }

    /** @param after the state after the event */
    static List<Change> of(DirectoryEvent event, DirectoryState after) {
        List<Change> changes = new ArrayList<>();
        if (event instanceof DirectoryEvent.Granted || event instanceof DirectoryEvent.Revoked) {
            changes.add(new Change.OfAccess(((DirectoryEvent.ChildEvent) event).point()));
        } else if (event instanceof DirectoryEvent.ChildEvent change) {
            changes.add(new Change.OfRecord(change.point(), change.incarnation(), change.revision()));
            if (mayBeOfAgent(change, after.child(change.point()))) {
                changes.add(new Change.OfAgent(change.point()));
            }
        }
        return changes;
    }

    /** A user may have been disabled, and what is about to be deleted does nothing more. */
    private static boolean mayBeOfAgent(
            DirectoryEvent.ChildEvent event, @org.jspecify.annotations.Nullable Entry entry) {
        boolean isUser = entry != null && entry.kind().base().equals(Kind.USER.base());
        return event instanceof DirectoryEvent.StatusChanged
                || (isUser && event instanceof DirectoryEvent.PropertiesChanged);
    }
}
