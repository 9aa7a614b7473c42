package io.hyperspace.registry.index;

import io.hyperspace.registry.directory.DirectoryEvent;
import io.hyperspace.registry.directory.DirectoryId;
import io.hyperspace.registry.directory.Entry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Collects the events of one transaction and writes their index rows in it, a statement for all of a kind. A row is
 * written only where the event's revision is greater than that of the row that is there. Rows are closed and followed by
 * a new one, never overwritten.
 *
 * <p>Invariant: the rows follow from the events, their order and the times that are given with them, and from nothing
 * else, so that the same journal gives the same rows.
 */
public final class IndexWriter {

    private record Pending(DirectoryId directory, DirectoryEvent event, long time) {}

    private final IndexTables tables;
    private final List<Pending> events = new ArrayList<>();

    public IndexWriter(IndexTables tables) {
        this.tables = tables;
    }

    /**
     * Takes an event, to be written with the others.
     *
     * @param directory whose event it is
     * @param time when it was stored, in milliseconds since 1970 on the database's clock
     */
    public void add(DirectoryId directory, DirectoryEvent event, long time) {
        events.add(new Pending(directory, event, time));
    }

    /** Writes what was collected. Blocks. */
    public void flush(Connection connection) throws SQLException {
        RecordChanges records = new RecordChanges(tables.records());
        GrantChanges grants = new GrantChanges(tables.grants());
        records.read(connection, changed());
        for (Pending pending : events) {
            pending.event().accept(new Rows(records, grants, pending.directory(), pending.time()));
        }
        events.clear();
        records.flush(connection);
        grants.flush(connection);
    }

    /** The incarnations whose open rows are needed. */
    private Set<String> changed() {
        Set<String> incarnations = new LinkedHashSet<>();
        for (Pending pending : events) {
            if (pending.event() instanceof DirectoryEvent.ChildEvent change) {
                incarnations.add(change.incarnation().toString());
            } else if (pending.event() instanceof DirectoryEvent.Replaced replaced) {
                incarnations.add(replaced.ended().incarnation().toString());
            } else if (pending.event() instanceof DirectoryEvent.Removed removed) {
                removed.children()
                        .forEach(child -> incarnations.add(child.incarnation().toString()));
            }
        }
        return incarnations;
    }

    /** What one event changes. */
    private record Rows(RecordChanges records, GrantChanges grants, DirectoryId directory, long time)
            implements DirectoryEvent.Visitor<RuntimeException> {

        @Override
        public void onOpened(DirectoryEvent.Opened event) {}

        @Override
        public void onNumbersReserved(DirectoryEvent.NumbersReserved event) {}

        @Override
        public void onFounded(DirectoryEvent.Founded event) {
            records.add(RecordRow.of(directory, event.root(), time));
        }

        @Override
        public void onRegistered(DirectoryEvent.Registered event) {
            for (Entry entry : event.children()) {
                records.add(RecordRow.of(directory, entry, time));
            }
        }

        @Override
        public void onAssigned(DirectoryEvent.Assigned event) {
            follow(event, row -> row.placed(event.star(), event.epoch()));
        }

        @Override
        public void onStatusChanged(DirectoryEvent.StatusChanged event) {
            follow(event, row -> row.withStatus(event.status()));
        }

        @Override
        public void onPropertiesChanged(DirectoryEvent.PropertiesChanged event) {
            follow(event, UnaryOperator.identity());
        }

        @Override
        public void onGranted(DirectoryEvent.Granted event) {
            follow(event, UnaryOperator.identity());
            grants.add(GrantRow.of(event, time));
        }

        @Override
        public void onRevoked(DirectoryEvent.Revoked event) {
            follow(event, UnaryOperator.identity());
            grants.end(event.grant().toString(), time);
        }

        @Override
        public void onOwnerChanged(DirectoryEvent.OwnerChanged event) {
            follow(event, row -> row.ownedBy(event.owner()));
        }

        @Override
        public void onClosed(DirectoryEvent.Closed event) {}

        @Override
        public void onReplaced(DirectoryEvent.Replaced event) {
            end(event.ended());
            records.add(RecordRow.of(directory, event.by(), time));
        }

        @Override
        public void onRemoved(DirectoryEvent.Removed event) {
            event.children().forEach(this::end);
        }

        /** The row of what is gone is followed by none, and the grants that were anchored there end. */
        private void end(DirectoryEvent.Ended child) {
            String incarnation = child.incarnation().toString();
            records.end(incarnation, child.revision(), time);
            grants.endAll(child.point().toString(), incarnation, time);
        }

        private void follow(DirectoryEvent.ChildEvent event, UnaryOperator<RecordRow> change) {
            records.follow(event.incarnation().toString(), event.revision(), time, change);
        }
    }
}
