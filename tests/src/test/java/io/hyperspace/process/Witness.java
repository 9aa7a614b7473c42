package io.hyperspace.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/**
 * What the database itself saw: which life of which Machine stored or removed what and when, by the connection that it came over,
 * and when Machines were fenced. What was rolled back was not stored. All tables are looked at but those by which Machines settle
 * who they are; of these only the fencing is told.
 */
final class Witness {

    /** Not told of: who is a Machine, who has a lease, which migrations ran, and what is told. */
    private static final List<String> APART = List.of("machine", "cluster_lease", "flyway_schema_history", "seen");

    /** What at least is among the tables that are looked at, whatever else the migrations add. */
    private static final List<String> KNOWN = List.of(
            "event_journal",
            "snapshot",
            "registry_record",
            "registry_grant",
            "blob",
            "blob_chunk",
            "outbox",
            "moving_memory",
            "star_life",
            "cluster_fact");

    private static final List<String> SCHEMA = List.of(
            "CREATE TABLE seen (number BIGSERIAL PRIMARY KEY, at TIMESTAMPTZ, who TEXT, what TEXT, entity TEXT)",
            """
            CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql AS $$
            DECLARE entity TEXT;
            BEGIN
              IF TG_TABLE_NAME = 'event_journal' THEN
                entity := CASE WHEN TG_OP = 'DELETE' THEN OLD.persistence_id ELSE NEW.persistence_id END;
              END IF;
              INSERT INTO seen (at, who, what, entity)
                VALUES (clock_timestamp(), current_setting('application_name'), TG_TABLE_NAME, entity);
              RETURN NULL;
            END $$
            """,
            """
            CREATE FUNCTION see_fence() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              INSERT INTO seen (at, who, what, entity)
                VALUES (clock_timestamp(), current_setting('application_name'), 'fence', NEW.address);
              RETURN NULL;
            END $$
            """,
            "CREATE TRIGGER fence_seen AFTER UPDATE ON machine FOR EACH ROW"
                    + " WHEN (NEW.fenced AND NOT OLD.fenced) EXECUTE FUNCTION see_fence()");

    private final ProcessCluster cluster;

    private Witness(ProcessCluster cluster) {
        this.cluster = cluster;
    }

    /** Has the database of Machines that run tell from now on. */
    static Witness of(ProcessCluster cluster) {
        SCHEMA.forEach(cluster::execute);
        List<String> tables = tables(cluster);
        assertThat(tables).containsAll(KNOWN).doesNotContainAnyElementsOf(APART);
        tables.forEach(table -> cluster.execute("CREATE TRIGGER " + table + "_seen AFTER INSERT OR UPDATE OR DELETE ON "
                + table + " FOR EACH ROW EXECUTE FUNCTION see()"));
        return new Witness(cluster);
    }

    private static List<String> tables(ProcessCluster cluster) {
        return cluster.names("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()").stream()
                .filter(table -> !APART.contains(table))
                .toList();
    }

    /** How much a life of a Machine has stored or removed. */
    int stored(String life) {
        return number("SELECT count(*) FROM seen WHERE what <> 'fence' AND who = '" + life + "'");
    }

    /**
     * Nothing was stored or removed by a life of a Machine after it was fenced, nor of any entity after another Machine had stored
     * something of that; and others did store something of what it had had.
     *
     * @return when its last row was stored, and the first of another after the fence
     */
    String check(String life, String address) {
        String fence = "(SELECT min(at) FROM seen WHERE what = 'fence' AND entity = '" + address + "')";
        String theirs = "FROM seen later WHERE what <> 'fence' AND who = '" + life + "'";
        assertThat(number("SELECT count(*) FROM seen WHERE what = 'fence' AND entity = '" + address + "'"))
                .as("%s was fenced", life)
                .isOne();
        assertThat(cluster.names("SELECT what || ' at ' || at " + theirs + " AND at >= " + fence))
                .as("what %s stored after it was fenced", life)
                .isEmpty();
        assertThat(cluster.names("SELECT later.entity || ' at ' || later.at " + theirs
                        + " AND EXISTS (SELECT 1 FROM seen other"
                        + " WHERE other.entity = later.entity AND other.who <> '" + life + "' AND other.at < later.at"
                        + " AND other.at > (SELECT min(at) FROM seen own WHERE own.entity = later.entity AND own.who = '"
                        + life + "'))"))
                .as("what %s stored of what another had taken over", life)
                .isEmpty();
        assertThat(number("SELECT count(DISTINCT later.entity) " + theirs + " AND EXISTS (SELECT 1 FROM seen other"
                        + " WHERE other.entity = later.entity AND other.who <> '" + life + "' AND other.at > " + fence
                        + ")"))
                .as("entities of %s that others took over and stored", life)
                .isPositive();
        return cluster.names("SELECT 'its last row ' || (SELECT max(at) " + theirs + ") || ', fenced ' || " + fence
                        + " || ', the first row of another after that ' || (SELECT min(at) FROM seen WHERE what <> 'fence'"
                        + " AND who <> '" + life + "' AND at > " + fence + ")")
                .get(0);
    }

    private int number(String sql) {
        return Integer.parseInt(cluster.names(sql).get(0));
    }
}
