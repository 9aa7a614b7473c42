package io.hyperspace.registry.directory;

import io.hyperspace.provision.Change;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.point.Point;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What every Machine is told of an event, and whether all of them must know before it is answered. */
final class Consequences {

    private Consequences() {}

    /**
     * Whether an event may take something away from somebody: all but what comes to be, goes on living, is placed or adds
     * privileges. To grant super or permissions may wake what its new holder has forbidden others; to place again what was
     * placed before takes it away from a star, which no Machine may start it in any more.
     */
    static boolean isFinal(DirectoryEvent event) {
        if (event instanceof DirectoryEvent.Granted granted) {
            return granted.grant().mayTake();
        }
        if (event instanceof DirectoryEvent.Assigned assigned) {
            return assigned.epoch() > 1;
        }
        return event instanceof DirectoryEvent.PropertiesChanged
                || event instanceof DirectoryEvent.Revoked
                || event instanceof DirectoryEvent.OwnerChanged
                || event instanceof DirectoryEvent.Replaced
                || event instanceof DirectoryEvent.Removed;
    }

    /** @param after the state after the event */
    static List<Change> of(DirectoryEvent event, DirectoryState after) {
        List<Change> changes = new ArrayList<>();
        if (event instanceof DirectoryEvent.Registered registered) {
            registered.children().forEach(child -> {
                ParticleRecord record = child.record();
                changes.add(new Change.OfArrival(record.point(), record.incarnation()));
            });
        } else if (event instanceof DirectoryEvent.Replaced replaced) {
            ended(List.of(replaced.ended()), changes);
        } else if (event instanceof DirectoryEvent.Removed removed) {
            ended(removed.children(), changes);
        } else if (event instanceof DirectoryEvent.ChildEvent change) {
            changed(change, after.child(change.point()), changes);
        }
        return changes;
    }

    /**
     * They may have been agents, and the grants at them end with them. Grants that they gave are anywhere, and may rest on a
     * rule for the kind that they were; so what was decided about anything is in doubt.
     */
    private static void ended(List<DirectoryEvent.Ended> children, List<Change> changes) {
        for (DirectoryEvent.Ended child : children) {
            changes.add(new Change.OfRecord(child.point(), child.incarnation(), child.revision()));
            changes.add(new Change.OfAgent(child.point()));
        }
        changes.add(new Change.OfAccess(Point.ROOT));
    }

    /** A record says whether there are grants at it, so a grant changes it too. */
    private static void changed(DirectoryEvent.ChildEvent event, @Nullable Entry entry, List<Change> changes) {
        boolean isGrant = event instanceof DirectoryEvent.Granted || event instanceof DirectoryEvent.Revoked;
        changes.add(new Change.OfRecord(event.point(), event.incarnation(), event.revision()));
        if (isGrant || event instanceof DirectoryEvent.OwnerChanged) {
            changes.add(new Change.OfAccess(event.point()));
        }
        if (mayBeOfAgent(event, entry)) {
            changes.add(new Change.OfAgent(event.point()));
        }
    }

    /** A user may have been disabled, and what is about to be deleted does nothing more. */
    private static boolean mayBeOfAgent(DirectoryEvent.ChildEvent event, @Nullable Entry entry) {
        boolean isUser = entry != null && entry.kind().base().equals(Kind.USER.base());
        return event instanceof DirectoryEvent.StatusChanged
                || (isUser && event instanceof DirectoryEvent.PropertiesChanged);
    }
}
