package io.hyperspace.registry.index;

import io.hyperspace.registry.directory.DirectoryEvent;
import io.hyperspace.registry.directory.GrantEntry;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** A row of the index of grants, as it is stored. */
record GrantRow(
        String id,
        String anchor,
        String incarnation,
        String rule,
        String detail,
        String on,
        String to,
        String author,
        long validFrom,
        long validTo) {

    static final String COLUMNS =
            "id, anchor, incarnation, rule, detail, selector_on, selector_to, author, valid_from, valid_to";
    static final String PLACES = "?, ?, ?, ?, ?, ?, ?, ?, ?, ?";

    static GrantRow of(DirectoryEvent.Granted event, long time) {
        GrantEntry grant = event.grant();
        return new GrantRow(
                grant.id().toString(),
                event.point().toString(),
                event.incarnation().toString(),
                grant.rule(),
                grant.detail(),
                grant.on().toString(),
                grant.to().toString(),
                grant.by().toString(),
                time,
                Validity.OPEN);
    }

    void bind(PreparedStatement insert) throws SQLException {
        insert.setString(1, id);
        insert.setString(2, anchor);
        insert.setString(3, incarnation);
        insert.setString(4, rule);
        insert.setString(5, detail);
        insert.setString(6, on);
        insert.setString(7, to);
        insert.setString(8, author);
        insert.setLong(9, validFrom);
        insert.setLong(10, validTo);
    }

    GrantRow until(long time) {
        return new GrantRow(id, anchor, incarnation, rule, detail, on, to, author, validFrom, time);
    }
}
