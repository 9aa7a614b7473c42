package io.hyperspace.registry.index;

import io.hyperspace.registry.directory.DirectoryId;
import io.hyperspace.registry.directory.Entry;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.security.Agent;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A row of the index of records, as it is stored. */
record RecordRow(
        String incarnation,
        long revision,
        String directory,
        String point,
        String kind,
        String owner,
        String status,
        boolean wide,
        @Nullable String star,
        long epoch,
        long validFrom,
        long validTo) {

    static final String COLUMNS =
            "incarnation, revision, directory, point, kind, owner, status, wide, star, epoch, valid_from, valid_to";
    static final String PLACES = "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?";

    static RecordRow of(DirectoryId directory, Entry entry, long time) {
        return new RecordRow(
                entry.incarnation().toString(),
                entry.revision(),
                directory.text(),
                entry.point().toString(),
                entry.kind().toString(),
                entry.owner().toString(),
                entry.status().toString(),
                entry.wide(),
                entry.star() == null ? null : entry.star().toString(),
                entry.epoch(),
                time,
                Validity.OPEN);
    }

    static RecordRow from(ResultSet row) throws SQLException {
        return new RecordRow(
                row.getString(1),
                row.getLong(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getBoolean(8),
                row.getString(9),
                row.getLong(10),
                row.getLong(11),
                row.getLong(12));
    }

    void bind(PreparedStatement insert) throws SQLException {
        insert.setString(1, incarnation);
        insert.setLong(2, revision);
        insert.setString(3, directory);
        insert.setString(4, point);
        insert.setString(5, kind);
        insert.setString(6, owner);
        insert.setString(7, status);
        insert.setBoolean(8, wide);
        insert.setString(9, star);
        insert.setLong(10, epoch);
        insert.setLong(11, validFrom);
        insert.setLong(12, validTo);
    }

    RecordRow withStatus(Status changed) {
        return new RecordRow(
                incarnation,
                revision,
                directory,
                point,
                kind,
                owner,
                changed.toString(),
                wide,
                star,
                epoch,
                validFrom,
                validTo);
    }

    RecordRow ownedBy(Agent newOwner) {
        return new RecordRow(
                incarnation,
                revision,
                directory,
                point,
                kind,
                newOwner.toString(),
                status,
                wide,
                star,
                epoch,
                validFrom,
                validTo);
    }

    RecordRow placed(StarKey at, long newEpoch) {
        return new RecordRow(
                incarnation,
                revision,
                directory,
                point,
                kind,
                owner,
                status,
                wide,
                at.toString(),
                newEpoch,
                validFrom,
                validTo);
    }

    /** This row, ending. */
    RecordRow until(long time) {
        return new RecordRow(
                incarnation, revision, directory, point, kind, owner, status, wide, star, epoch, validFrom, time);
    }

    /** The row that follows this one from when it ends. */
    RecordRow next(long newRevision) {
        return new RecordRow(
                incarnation,
                newRevision,
                directory,
                point,
                kind,
                owner,
                status,
                wide,
                star,
                epoch,
                validTo,
                Validity.OPEN);
    }
}
