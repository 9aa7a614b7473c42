package io.hyperspace.registry.index;

import io.hyperspace.registry.directory.DirectoryId;
import io.hyperspace.registry.directory.GrantEntry;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.security.Grant;
import io.hyperspace.space.selector.Selector;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes values of the index's rows. Many rows share kinds, owners and selectors, so it parses each text once; it lives as
 * long as one {@link Index}.
 */
final class RowReader {

    private final Map<String, Kind> kinds = new HashMap<>();
    private final Map<String, Agent> agents = new HashMap<>();
    private final Map<String, Selector> selectors = new HashMap<>();

    /** A row of {@link IndexRow#COLUMNS}. */
    IndexRow record(ResultSet row) throws SQLException {
        return new IndexRow(
                Point.parse(row.getString(1)),
                Incarnation.parse(row.getString(2)),
                new DirectoryId(row.getString(3)),
                kinds.computeIfAbsent(row.getString(4), Kind::parse),
                agent(row.getString(5)),
                Status.of(row.getString(6)),
                row.getBoolean(7));
    }

    /** A row of {@link Index#GRANT_COLUMNS}. */
    Index.Anchored grant(ResultSet row) throws SQLException {
        Grant grant = new GrantEntry(
                        Ulid.parse(row.getString(1)),
                        row.getString(2),
                        row.getString(3),
                        selector(row.getString(4)),
                        selector(row.getString(5)),
                        agent(row.getString(6)))
                .grant();
        return new Index.Anchored(Point.parse(row.getString(7)), grant);
    }

    private Agent agent(String text) {
        return agents.computeIfAbsent(text, Agent::parse);
    }

    private Selector selector(String text) {
        return selectors.computeIfAbsent(text, Language::selector);
    }
}
