package io.hyperspace.registry.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.zaxxer.hikari.HikariDataSource;
import io.hyperspace.registry.TestMachine;
import io.hyperspace.space.error.HyperspaceException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {

    @TempDir
    private Path data;

    private Database open() {
        return Database.open(TestMachine.config(data, ""));
    }

    @Test
    void openingFencesWhoeverHadTheFileBefore() throws SQLException {
        String first;
        try (Database database = open()) {
            first = database.machine().toString();
            assertThat(unfenced(database)).containsExactly(first);
        }

        try (Database database = open()) {
            assertThat(unfenced(database))
                    .containsExactly(database.machine().toString())
                    .doesNotContain(first);
        }
    }

    /** Notes who makes tables at the same time. Whoever does goes on when the other is there too, waits, or is done. */
    private static final class Watched extends HikariDataSource {

        private final List<Thread> both;
        private final Set<Thread> making = ConcurrentHashMap.newKeySet();
        private final AtomicInteger most = new AtomicInteger();

        Watched(String url) {
            setJdbcUrl(url);
            both = List.of(new Thread(this::migrate, "one"), new Thread(this::migrate, "other"));
        }

        private void migrate() {
            ConnectionPool.migrate(this, Dialect.H2);
            making.remove(Thread.currentThread());
        }

        @Override
        public Connection getConnection() throws SQLException {
            if (both.contains(Thread.currentThread())) {
                making.add(Thread.currentThread());
                most.accumulateAndGet(making.size(), Math::max);
                await().until(() -> making.size() > 1 || both.stream().anyMatch(Watched::isOut));
            }
            return super.getConnection();
        }

        private static boolean isOut(Thread thread) {
            return thread.getState() == Thread.State.BLOCKED || thread.getState() == Thread.State.TERMINATED;
        }
    }

    @Test
    void thoseWhoMakeTheTablesOfAnH2DatabaseTakeTurns() throws SQLException, InterruptedException {
        try (Watched database = new Watched("jdbc:h2:mem:turns;DB_CLOSE_DELAY=-1")) {
            database.both.forEach(Thread::start);
            for (Thread thread : database.both) {
                thread.join();
            }

            assertThat(database.most).hasValue(1);
            assertThat(database.making).isEmpty();
        }
    }

    @Test
    void theCacheOfAnEmbeddedFileGrowsToItsLimitAndNoFurther() throws SQLException {
        try (Database database = Database.open(TestMachine.config(data, "hyperspace.database.cache = 2 MiB"))) {
            database.transaction(connection -> {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("CREATE TABLE large (id INT PRIMARY KEY, text VARCHAR)");
                    return statement.execute(
                            "INSERT INTO large SELECT x, repeat('x', 1000) FROM system_range(1, 20000)");
                }
            });
            database.transaction(connection -> {
                try (Statement statement = connection.createStatement()) {
                    return statement.execute("SELECT count(*) FROM large WHERE text LIKE '%y'");
                }
            });

            assertThat(setting(database, "info.CACHE_MAX_SIZE")).isEqualTo(2);
            assertThat(setting(database, "info.CACHE_SIZE")).isBetween(1, 2);
        }
    }

    private static int setting(Database database, String name) throws SQLException {
        return database.transaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT setting_value FROM information_schema.settings WHERE setting_name = ?")) {
                select.setString(1, name);
                try (ResultSet row = select.executeQuery()) {
                    assertThat(row.next()).isTrue();
                    return row.getInt(1);
                }
            }
        });
    }

    private static List<String> unfenced(Database database) throws SQLException {
        return database.transaction(connection -> {
            List<String> machines = new ArrayList<>();
            try (PreparedStatement select =
                            connection.prepareStatement("SELECT incarnation FROM machine WHERE fenced = FALSE");
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    machines.add(row.getString(1));
                }
            }
            return machines;
        });
    }

    @Test
    void aFileThatAnotherJvmHasIsRefusedWithTheTwoWaysOn() throws IOException, InterruptedException {
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        DatabaseHolder.class.getName(),
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8))) {
            String line = out.readLine();
            while (line != null && !line.equals("open")) {
                line = out.readLine();
            }
            assertThat(line).isEqualTo("open");

            HyperspaceException refused = catchThrowableOfType(HyperspaceException.class, this::open);

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.fault().code()).isEqualTo("E0720");
            assertThat(refused.fault().help()).anyMatch(help -> help.contains("PostgreSQL"));
            assertThat(refused.fault().help()).anyMatch(help -> help.contains("hyperspace.database.url"));
        } finally {
            holder.destroyForcibly().waitFor();
        }
    }

    @Test
    void aFileThatThisJvmHasIsRefusedToo() {
        try (Database database = open()) {
            HyperspaceException refused = catchThrowableOfType(HyperspaceException.class, this::open);

            assertThat(refused.fault().code()).isEqualTo("E0720");
            assertThat(database.machine()).isNotNull();
        }
    }

    @Test
    void aDatabaseThatIsNotSupportedIsRefused() {
        Config config = ConfigFactory.parseMap(Map.of("hyperspace.database.url", "jdbc:sqlite:x"))
                .withFallback(TestMachine.config(data, ""));

        HyperspaceException refused = catchThrowableOfType(HyperspaceException.class, () -> Database.open(config));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.fault().message()).contains("jdbc:sqlite");
    }

    @Test
    void clusterFactsAreSettledByWhoeverComesFirst() {
        try (Database database = open()) {
            database.facts().settle(Map.of("star.count.maelstrom", "12"));
        }

        try (Database database = open()) {
            database.facts().settle(Map.of("star.count.maelstrom", "12", "star.count.scribe", "4"));
            HyperspaceException refused = catchThrowableOfType(
                    HyperspaceException.class, () -> database.facts().settle(Map.of("star.count.maelstrom", "13")));

            assertThat(refused.fault().code()).isEqualTo("E0725");
            assertThat(refused.fault().message()).contains("12").contains("13");
        }
    }

    @Test
    void aFailedTransactionStoresNothing() throws SQLException {
        try (Database database = open()) {
            SQLException failure = catchThrowableOfType(
                    SQLException.class,
                    () -> database.transaction(connection -> {
                        try (var insert = connection.createStatement()) {
                            insert.executeUpdate("INSERT INTO cluster_fact (name, fact) VALUES ('a', 'b')");
                        }
                        throw new SQLException("on purpose");
                    }));

            assertThat(failure.getMessage()).isEqualTo("on purpose");
            database.facts().settle(Map.of("a", "c"));
            assertThat(unfenced(database)).hasSize(1);
        }
    }
}
