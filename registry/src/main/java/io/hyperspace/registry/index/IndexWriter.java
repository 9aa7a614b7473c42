package io.hyperspace.registry.index;

import io.hyperspace.registry.directory.DirectoryEvent;
import io.hyperspace.registry.directory.DirectoryId;
import io.hyperspace.registry.directory.Entry;
import io.hyperspace.registry.directory.GrantEntry;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.security.Agent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Writes index rows for an event, in the transaction that stores the event. A row is written only where the event's
 * revision is greater than that of the row that is there, so an event may be written again without harm. Rows are closed
 * and followed by a new one, never overwritten.
 */
public final class IndexWriter implements DirectoryEvent.Visitor<SQLException> {

    private static final String ADD =
            "INSERT INTO registry_record (incarnation, revision, directory, bucket, point, kind,"
                    + " owner, status, wide, star, epoch, valid_from, valid_to)"
                    + " SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, CURRENT_TIMESTAMP, ?"
                    + " WHERE NOT EXISTS (SELECT 1 FROM registry_record WHERE incarnation = ?)";
    private static final String CLOSE = "UPDATE registry_record SET valid_to = CURRENT_TIMESTAMP"
            + " WHERE incarnation = ? AND valid_to = ? AND revision < ?";
    private static final String FOLLOW = "INSERT INTO registry_record (incarnation, revision, directory, bucket, point,"
            + " kind, owner, status, wide, star, epoch, valid_from, valid_to)"
            + " SELECT incarnation, ?, directory, bucket, point, kind, COALESCE(?, owner), COALESCE(?, status), wide,"
            + " COALESCE(?, star), COALESCE(?, epoch), CURRENT_TIMESTAMP, ?"
            + " FROM registry_record WHERE incarnation = ? ORDER BY revision DESC FETCH FIRST 1 ROW ONLY";
    private static final String GRANT =
            "INSERT INTO registry_grant (id, anchor, incarnation, rule, detail, selector_on,"
                    + " selector_to, author, valid_from, valid_to)"
                    + " SELECT ?, ?, ?, ?, ?, ?, ?, ?, CURRENT_TIMESTAMP, ?"
                    + " WHERE NOT EXISTS (SELECT 1 FROM registry_grant WHERE id = ?)";

    private static final String END_GRANTS =
            "UPDATE registry_grant SET valid_to = CURRENT_TIMESTAMP WHERE anchor = ? AND valid_to = ? AND incarnation = ?";
    private static final String REVOKE =
            "UPDATE registry_grant SET valid_to = CURRENT_TIMESTAMP WHERE id = ? AND valid_to = ?";

    private final Connection connection;
    private final DirectoryId directory;

    /** @param directory whose event it is */
    public IndexWriter(Connection connection, DirectoryId directory) {
        this.connection = connection;
        this.directory = directory;
    }

    @Override
    public void onOpened(DirectoryEvent.Opened event) {}

    @Override
    public void onNumbersReserved(DirectoryEvent.NumbersReserved event) {}

    @Override
    public void onFounded(DirectoryEvent.Founded event) throws SQLException {
        add(event.root());
    }

    @Override
    public void onRegistered(DirectoryEvent.Registered event) throws SQLException {
        for (Entry entry : event.children()) {
            add(entry);
        }
    }

    @Override
    public void onAssigned(DirectoryEvent.Assigned event) throws SQLException {
        follow(event, null, null, event.star(), event.epoch());
    }

    @Override
    public void onStatusChanged(DirectoryEvent.StatusChanged event) throws SQLException {
        follow(event, null, event.status(), null, null);
    }

    @Override
    public void onPropertiesChanged(DirectoryEvent.PropertiesChanged event) throws SQLException {
        follow(event, null, null, null, null);
    }

    @Override
    public void onGranted(DirectoryEvent.Granted event) throws SQLException {
        follow(event, null, null, null, null);
        grant(event.point(), event.incarnation(), event.grant());
    }

    @Override
    public void onRevoked(DirectoryEvent.Revoked event) throws SQLException {
        follow(event, null, null, null, null);
        try (PreparedStatement close = connection.prepareStatement(REVOKE)) {
            close.setString(1, event.grant().toString());
            close.setObject(2, Validity.OPEN);
            close.executeUpdate();
        }
    }

    @Override
    public void onOwnerChanged(DirectoryEvent.OwnerChanged event) throws SQLException {
        follow(event, event.owner(), null, null, null);
    }

    @Override
    public void onClosed(DirectoryEvent.Closed event) {}

    @Override
    public void onReplaced(DirectoryEvent.Replaced event) throws SQLException {
        end(event.ended());
        add(event.by());
    }

    @Override
    public void onRemoved(DirectoryEvent.Removed event) throws SQLException {
        for (DirectoryEvent.Ended child : event.children()) {
            end(child);
        }
    }

    /** The row of what is gone is followed by none, and the grants that were anchored there end. */
    private void end(DirectoryEvent.Ended child) throws SQLException {
        if (!close(child.incarnation(), child.revision())) {
            return;
        }
        try (PreparedStatement end = connection.prepareStatement(END_GRANTS)) {
            end.setString(1, child.point().toString());
            end.setObject(2, Validity.OPEN);
            end.setString(3, child.incarnation().toString());
            end.executeUpdate();
        }
    }

    /** Whether there was a row to close. */
    private boolean close(Incarnation incarnation, long revision) throws SQLException {
        try (PreparedStatement close = connection.prepareStatement(CLOSE)) {
            close.setString(1, incarnation.toString());
            close.setObject(2, Validity.OPEN);
            close.setLong(3, revision);
            return close.executeUpdate() > 0;
        }
    }

    private void add(Entry entry) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(ADD)) {
            insert.setString(1, entry.incarnation().toString());
            insert.setLong(2, entry.revision());
            insert.setString(3, directory.text());
            insert.setInt(4, directory.bucket());
            insert.setString(5, entry.point().toString());
            insert.setString(6, entry.kind().toString());
            insert.setString(7, entry.owner().toString());
            insert.setString(8, entry.status().toString());
            insert.setBoolean(9, entry.wide());
            insert.setString(10, entry.star() == null ? null : entry.star().toString());
            insert.setLong(11, entry.epoch());
            insert.setObject(12, Validity.OPEN);
            insert.setString(13, entry.incarnation().toString());
            insert.executeUpdate();
        }
    }

    private void follow(
            DirectoryEvent.ChildEvent event,
            @Nullable Agent owner,
            @Nullable Status status,
            @Nullable StarKey star,
            @Nullable Long epoch)
            throws SQLException {
        if (!close(event.incarnation(), event.revision())) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(FOLLOW)) {
            insert.setLong(1, event.revision());
            insert.setString(2, owner == null ? null : owner.toString());
            insert.setString(3, status == null ? null : status.toString());
            insert.setString(4, star == null ? null : star.toString());
            insert.setObject(5, epoch, java.sql.Types.BIGINT);
            insert.setObject(6, Validity.OPEN);
            insert.setString(7, event.incarnation().toString());
            insert.executeUpdate();
        }
    }

    private void grant(Point anchor, Incarnation incarnation, GrantEntry grant) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(GRANT)) {
            insert.setString(1, grant.id().toString());
            insert.setString(2, anchor.toString());
            insert.setString(3, incarnation.toString());
            insert.setString(4, grant.rule());
            insert.setString(5, grant.detail());
            insert.setString(6, grant.on().toString());
            insert.setString(7, grant.to().toString());
            insert.setString(8, grant.by().toString());
            insert.setObject(9, Validity.OPEN);
            insert.setString(10, grant.id().toString());
            insert.executeUpdate();
        }
    }
}
