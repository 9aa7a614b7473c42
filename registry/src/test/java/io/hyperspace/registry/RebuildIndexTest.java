package io.hyperspace.registry;

import static io.hyperspace.registry.TestMachine.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.typesafe.config.Config;
import io.hyperspace.provision.Registry;
import io.hyperspace.registry.database.Database;
import io.hyperspace.registry.directory.DirectoryEvent;
import io.hyperspace.registry.index.IndexRebuild;
import io.hyperspace.space.command.Command;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.particle.PropertyChange;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.point.StarKind;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.security.Grant;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("database")
class RebuildIndexTest {

    private static final int CHILDREN = 700;

    @TempDir
    private Path data;

    private Config config;

    @BeforeEach
    void configure() {
        config = TestMachine.config(data, TestDatabase.chosen().config(data));
    }

    /** Every sort of event, more than a page of them. */
    private static void makeHistory(TestMachine machine) {
        Registry registry = machine.registry();
        machine.create("history", Kind.SPACE);
        List<Registry.Registration> children = new ArrayList<>();
        for (int i = 0; i < CHILDREN; i++) {
            children.add(TestMachine.registration("history:child-" + i, Kind.BASE, false));
        }
        get(registry.registerAll(children));
        for (int i = 0; i < CHILDREN; i += 7) {
            Point point = Point.parse("history:child-" + i);
            ParticleRecord record = get(registry.record(point));
            get(registry.assign(point, record.incarnation(), 0, StarKey.of(StarKind.MAELSTROM, i % 12)));
            get(registry.setStatus(point, record.incarnation(), Status.PANIC));
            get(registry.setProperties(point, List.of(new PropertyChange.Set("a", "" + i, false))));
            Grant kept = get(registry.grant(grant("history:child-" + i)));
            Grant ended = get(registry.grant(grant("history:child-" + i + ":**")));
            get(registry.revoke(ended.id()));
            assertThat(kept.id()).isNotEqualTo(ended.id());
            get(registry.next(point));
        }
        endSome(machine);
    }

    /** Particles that are given away, replaced and deleted, some with grants of their own. */
    private static void endSome(TestMachine machine) {
        Registry registry = machine.registry();
        for (int i = 0; i < 10; i++) {
            Point point = Point.parse("history:child-" + i);
            get(registry.chown(point, Agent.of(Point.parse("hyperspace:users:ann"))));
            machine.create(point + ":below", Kind.BASE);
        }
        for (int i = 0; i < 10; i += 2) {
            Point point = Point.parse("history:child-" + i);
            get(registry.register(new Registry.Registration(
                    point, Kind.REPO, Agent.HYPERUSER, List.of(), Command.Strategy.OVERRIDE)));
            get(registry.delete(Point.parse("history:child-" + (i + 1))));
        }
        machine.create("history:child-1", Kind.SPACE);
    }

    private static Grant grant(String on) {
        return new Grant(
                Ulid.next(),
                new Grant.Super(),
                Language.selector(on),
                Language.selector("hyperspace:users:*<User>"),
                Agent.HYPERUSER);
    }

    private <T> T inDatabase(io.hyperspace.registry.database.SqlWork<T> work) throws SQLException {
        try (Database database = Database.open(config)) {
            return database.transaction(work);
        }
    }

    private static List<String> dump(Connection connection) throws SQLException {
        List<String> rows = new ArrayList<>();
        for (String table : List.of("registry_record", "registry_grant")) {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT * FROM " + table + " ORDER BY 1, 2")) {
                while (row.next()) {
                    StringBuilder text = new StringBuilder(table);
                    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                        text.append('|').append(row.getString(i));
                    }
                    rows.add(text.toString());
                }
            }
        }
        return rows;
    }

    @Test
    void theJournalGivesTheSameRowsByteForByte() throws SQLException {
        try (TestMachine machine = TestMachine.start(config)) {
            makeHistory(machine);
            assertThat(typesIn(machine.database())).containsExactlyInAnyOrderElementsOf(allTypes());
        }
        List<String> before = inDatabase(RebuildIndexTest::dump);

        IndexRebuild.Outcome outcome = OfflineRegistry.rebuildIndex(config);

        assertThat(outcome.differing()).isZero();
        assertThat(outcome.records() + outcome.grants()).isEqualTo(before.size());
        assertThat(inDatabase(RebuildIndexTest::dump)).isEqualTo(before);
    }

    @Test
    void whatWasSpoiledByHandIsPutRight() throws SQLException {
        try (TestMachine machine = TestMachine.start(config)) {
            makeHistory(machine);
        }
        List<String> before = inDatabase(RebuildIndexTest::dump);
        int spoiled = inDatabase(RebuildIndexTest::spoil);
        assertThat(inDatabase(RebuildIndexTest::dump)).isNotEqualTo(before);

        IndexRebuild.Outcome outcome = OfflineRegistry.rebuildIndex(config);

        assertThat(outcome.differing()).isEqualTo(spoiled);
        assertThat(inDatabase(RebuildIndexTest::dump)).isEqualTo(before);
        assertThat(OfflineRegistry.rebuildIndex(config).differing()).isZero();
    }

    /** Changes rows, takes rows away and adds some; how many differ then. */
    private static int spoil(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(
                            "UPDATE registry_record SET owner = 'hyperspace' WHERE point LIKE 'history:child-1%'")
                    + statement.executeUpdate("UPDATE registry_record SET star = NULL WHERE star IS NOT NULL"
                            + " AND owner <> 'hyperspace'")
                    + statement.executeUpdate("DELETE FROM registry_record WHERE point LIKE 'history:child-2%'"
                            + " AND star IS NULL AND valid_to = " + Long.MAX_VALUE + " AND status = 'Ready'")
                    + statement.executeUpdate("DELETE FROM registry_grant WHERE valid_to < " + Long.MAX_VALUE)
                    + statement.executeUpdate("UPDATE registry_grant SET valid_from = valid_from + 1")
                    + statement.executeUpdate("INSERT INTO registry_record (incarnation, revision, directory, point,"
                            + " kind, owner, status, wide, epoch, valid_from, valid_to) SELECT incarnation, 99,"
                            + " directory, point, kind, owner, status, wide, epoch, 1, 2 FROM registry_record"
                            + " WHERE point = 'history'");
        }
    }

    private static List<String> typesIn(Database database) throws SQLException {
        return database.transaction(connection -> {
            List<String> seen = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(
                            "SELECT \"event_payload\" FROM \"event_journal\" WHERE \"persistence_id\" LIKE 'directory-%'");
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    String payload = new String(row.getBytes(1), StandardCharsets.ISO_8859_1);
                    for (String type : allTypes()) {
                        if (!seen.contains(type) && payload.contains("type" + (char) (0x60 + type.length()) + type)) {
                            seen.add(type);
                        }
                    }
                }
            }
            return seen;
        });
    }

    /** The names of all sorts of events: a new sort needs a place in this test's history. */
    private static List<String> allTypes() {
        List<String> names = new ArrayList<>();
        addTypes(DirectoryEvent.class, names);
        return names;
    }

    private static void addTypes(Class<?> family, List<String> names) {
        for (Class<?> type : family.getPermittedSubclasses()) {
            JsonTypeName name = type.getAnnotation(JsonTypeName.class);
            if (name == null) {
                addTypes(type, names);
            } else {
                names.add(name.value());
            }
        }
    }

    @Test
    void itIsRefusedWhileAMachineHasTheDatabase() {
        Config shared = TestMachine.config(data, TestDatabase.shared().config(data));
        try (TestMachine machine = TestMachine.start(shared)) {
            HyperspaceException refused =
                    catchThrowableOfType(HyperspaceException.class, () -> OfflineRegistry.rebuildIndex(shared));

            assertThat(refused.fault().code()).isEqualTo("E0735");
            assertThat(refused.status()).isEqualTo(409);
            assertThat(machine.create("goes-on", Kind.SPACE).created()).isTrue();
        }
        assertThat(OfflineRegistry.rebuildIndex(shared).differing()).isZero();
    }

    @Test
    void whereThereIsNoDatabaseNoneIsMade(@TempDir Path nowhere) {
        HyperspaceException refused = catchThrowableOfType(
                HyperspaceException.class, () -> OfflineRegistry.rebuildIndex(TestMachine.config(nowhere, "")));

        assertThat(refused.fault().code()).isEqualTo("E0734");
        assertThat(nowhere).isEmptyDirectory();
    }
}
