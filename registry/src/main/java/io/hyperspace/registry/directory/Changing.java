package io.hyperspace.registry.directory;

import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.point.Point;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides about changes of one child. What would change nothing stores nothing. A child that is being deleted changes no
 * more.
 */
final class Changing {

    private Changing() {}

    static Decision fetch(DirectoryState state, DirectoryCommand.Fetch fetch) {
        Entry entry = state.child(fetch.point());
        return entry == null ? absent(state) : Decision.found(entry);
    }

    /** There is no such child: certainly, or only here. */
    static Decision absent(DirectoryState state) {
        if (state instanceof DirectoryState.Unopened) {
            return new Decision.Answer(new DirectoryAnswer.Gone(false));
        }
        return state instanceof DirectoryState.Closing
                ? new Decision.Answer(new DirectoryAnswer.Gone(true))
                : Decision.missing();
    }

    private static Decision alive(
            DirectoryState state, Point point, @Nullable Incarnation incarnation, Function<Entry, Decision> decide) {
        Entry entry = state.child(point);
        if (entry == null) {
            return absent(state);
        }
        if (incarnation != null && !entry.incarnation().equals(incarnation)) {
            return changedMeanwhile(entry);
        }
        return entry.status() == Status.DELETED
                ? Decision.refused(DirectoryFaults.beingDeleted(point.toString()))
                : decide.apply(entry);
    }

    static Decision assign(DirectoryState state, DirectoryCommand.Assign assign) {
        return alive(
                state,
                assign.point(),
                assign.incarnation(),
                entry -> entry.epoch() != assign.expectedEpoch()
                        ? Decision.found(entry)
                        : grown(
                                state,
                                new DirectoryEvent.Assigned(
                                        entry.point(),
                                        entry.incarnation(),
                                        assign.star(),
                                        entry.epoch() + 1,
                                        entry.revision() + 1),
                                entry));
    }

    static Decision status(DirectoryState state, DirectoryCommand.ChangeStatus change) {
        return alive(
                state,
                change.point(),
                change.incarnation(),
                entry -> entry.status() == change.status()
                        ? Decision.found(entry)
                        : Decision.store(new DirectoryEvent.StatusChanged(
                                entry.point(), entry.incarnation(), change.status(), entry.revision() + 1)));
    }

    static Decision properties(DirectoryState state, DirectoryCommand.ChangeProperties change) {
        return alive(state, change.point(), change.incarnation(), entry -> properties(state, entry, change.changes()));
    }

    private static Decision properties(DirectoryState state, Entry entry, List<Entry.Change> changes) {
        Map<String, Entry.Value> after = Entry.apply(entry.properties(), changes);
        if (after.equals(entry.properties())) {
            return Decision.again(
                    new DirectoryEvent.PropertiesChanged(entry.point(), entry.incarnation(), changes, entry.revision()),
                    entry);
        }
        Fault broken = refusal(entry, changes);
        Fault refusal = broken == null ? Sizes.refusal(after) : broken;
        if (refusal != null) {
            return Decision.refused(refusal);
        }
        return grown(
                state,
                new DirectoryEvent.PropertiesChanged(entry.point(), entry.incarnation(), changes, entry.revision() + 1),
                entry);
    }

    static Decision owner(DirectoryState state, DirectoryCommand.ChangeOwner change) {
        return alive(
                state,
                change.point(),
                null,
                entry -> entry.owner().equals(change.owner())
                        ? Decision.again(
                                new DirectoryEvent.OwnerChanged(
                                        entry.point(), entry.incarnation(), entry.owner(), entry.revision()),
                                entry)
                        : grown(
                                state,
                                new DirectoryEvent.OwnerChanged(
                                        entry.point(), entry.incarnation(), change.owner(), entry.revision() + 1),
                                entry));
    }

    static Decision anchor(DirectoryState state, DirectoryCommand.Anchor anchor) {
        return alive(state, anchor.point(), null, entry -> {
            boolean isThere = entry.grants().stream()
                    .anyMatch(grant -> grant.id().equals(anchor.grant().id()));
            return isThere
                    ? Decision.again(
                            new DirectoryEvent.Granted(
                                    entry.point(), entry.incarnation(), anchor.grant(), entry.revision()),
                            entry)
                    : grown(
                            state,
                            new DirectoryEvent.Granted(
                                    entry.point(), entry.incarnation(), anchor.grant(), entry.revision() + 1),
                            entry);
        });
    }

    /** Also at a child that is being deleted: a rule that is to end must not wait for that. */
    static Decision revoke(DirectoryState state, DirectoryCommand.Revoke revoke) {
        Entry entry = state.child(revoke.point());
        if (entry == null) {
            return absent(state);
        }
        boolean isThere = entry.grants().stream().anyMatch(grant -> grant.id().equals(revoke.grant()));
        return isThere
                ? Decision.store(new DirectoryEvent.Revoked(
                        entry.point(), entry.incarnation(), revoke.grant(), entry.revision() + 1))
                : Decision.again(
                        new DirectoryEvent.Revoked(
                                entry.point(), entry.incarnation(), revoke.grant(), entry.revision()),
                        entry);
    }

    /** Stores what may make the directory larger, unless it becomes too large. */
    private static Decision grown(DirectoryState state, DirectoryEvent.ChildEvent event, Entry before) {
        boolean isOpen = state instanceof DirectoryState.Open;
        Children all = isOpen
                ? ((DirectoryState.Open) state).children()
                : Children.none().with(before);
        boolean wide = isOpen && ((DirectoryState.Open) state).wide();
        Fault refusal = Sizes.refusal(parent(before.point()), wide, all, all.with(event.after(before)));
        return refusal == null ? Decision.store(event) : Decision.refused(refusal);
    }

    private static Point parent(Point point) {
        Point parent = point.parent();
        return parent == null ? point : parent;
    }

    private static @Nullable Fault refusal(Entry entry, List<Entry.Change> changes) {
        for (Entry.Change change : changes) {
            Entry.Value value = entry.properties().get(change.key());
            if (value != null && value.locked()) {
                return Faults.lockedProperty(change.key());
            }
            if (DirectoryId.isFixed(entry.kind(), change.key())) {
                return Faults.fixedProperty(change.key());
            }
        }
        return null;
    }

    static Decision changedMeanwhile(Entry entry) {
        return Decision.refused(Faults.changedMeanwhile(entry.point().toString()));
    }
}
