package io.hyperspace.registry.directory;

import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides about changes of one child. What would change nothing stores nothing. */
final class Changing {

    private Changing() {}

    static Decision fetch(DirectoryState state, DirectoryCommand.Fetch fetch) {
        Entry entry = state.child(fetch.point());
        return entry == null ? Decision.missing() : Decision.found(entry);
    }

    static Decision assign(DirectoryState state, DirectoryCommand.Assign assign) {
        Entry entry = state.child(assign.point());
        if (entry == null) {
            return Decision.missing();
        }
        if (!entry.incarnation().equals(assign.incarnation())) {
            return changedMeanwhile(entry);
        }
        if (entry.epoch() != assign.expectedEpoch()) {
            return Decision.found(entry);
        }
        return Decision.store(new DirectoryEvent.Assigned(
                entry.point(), entry.incarnation(), assign.star(), entry.epoch() + 1, entry.revision() + 1));
    }

    static Decision status(DirectoryState state, DirectoryCommand.ChangeStatus change) {
        Entry entry = state.child(change.point());
        if (entry == null) {
            return Decision.missing();
        }
        if (!entry.incarnation().equals(change.incarnation())) {
            return changedMeanwhile(entry);
        }
        if (entry.status() == change.status()) {
            return Decision.found(entry);
        }
        return Decision.store(new DirectoryEvent.StatusChanged(
                entry.point(), entry.incarnation(), change.status(), entry.revision() + 1));
    }

    static Decision properties(DirectoryState state, DirectoryCommand.ChangeProperties change) {
        Entry entry = state.child(change.point());
        if (entry == null) {
            return Decision.missing();
        }
        if (!entry.incarnation().equals(change.incarnation())) {
            return changedMeanwhile(entry);
        }
        Fault refusal = refusal(entry, change.changes());
        if (refusal != null) {
            return Decision.refused(refusal);
        }
        Map<String, Entry.Value> after = Entry.apply(entry.properties(), change.changes());
        if (after.equals(entry.properties())) {
            return Decision.found(entry);
        }
        Fault tooMuch = Sizes.refusal(after);
        if (tooMuch != null) {
            return Decision.refused(tooMuch);
        }
        return Decision.store(new DirectoryEvent.PropertiesChanged(
                entry.point(), entry.incarnation(), change.changes(), entry.revision() + 1));
    }

    static Decision anchor(DirectoryState state, DirectoryCommand.Anchor anchor) {
        Entry entry = state.child(anchor.point());
        if (entry == null) {
            return Decision.missing();
        }
        boolean isThere = entry.grants().stream()
                .anyMatch(grant -> grant.id().equals(anchor.grant().id()));
        return isThere
                ? Decision.found(entry)
                : Decision.store(new DirectoryEvent.Granted(
                        entry.point(), entry.incarnation(), anchor.grant(), entry.revision() + 1));
    }

    static Decision revoke(DirectoryState state, DirectoryCommand.Revoke revoke) {
        Entry entry = state.child(revoke.point());
        if (entry == null) {
            return Decision.missing();
        }
        boolean isThere = entry.grants().stream().anyMatch(grant -> grant.id().equals(revoke.grant()));
        return isThere
                ? Decision.store(new DirectoryEvent.Revoked(
                        entry.point(), entry.incarnation(), revoke.grant(), entry.revision() + 1))
                : Decision.found(entry);
    }

    private static @Nullable Fault refusal(Entry entry, List<Entry.Change> changes) {
        for (Entry.Change change : changes) {
            Entry.Value value = entry.properties().get(change.key());
            if (value != null && value.locked()) {
                return Faults.lockedProperty(change.key());
            }
            if (DirectoryId.isFixed(entry.kind(), change.key())) {
                return DirectoryFaults.fixedProperty(change.key());
            }
        }
        return null;
    }

    private static Decision changedMeanwhile(Entry entry) {
        return Decision.refused(Faults.changedMeanwhile(entry.point().toString()));
    }
}
