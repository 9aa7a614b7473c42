package io.hyperspace.benchmark;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import javax.sql.DataSource;
import org.apache.pekko.Done;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;

/**
 * What the Registry is measured against: plain persistent actors on Pekko's stock journal as it is configured out of the
 * box, in tables of their own in the same database. Each command stores one event, about as large as that of a created
 * particle, through the same serializer.
 */
public final class PlainActors implements AutoCloseable {

    private static final Duration ASK = Duration.ofMinutes(1);

    /** @param replyTo hears when it is stored */
    record Store(String point, ActorRef<Done> replyTo) {}

    record Stored(
            String type, String point, String incarnation, String kind, String owner, String status, long revision) {}

    private final ActorTestKit kit;
    private final List<ActorRef<Store>> actors = new ArrayList<>();

    private PlainActors(ActorTestKit kit) {
        this.kit = kit;
    }

    /** Starts so many actors, and waits until all have recovered. */
    public static PlainActors start(DataSource database, boolean isPostgres, int count) throws Exception {
        PlainActors plain = new PlainActors(ActorTestKit.create("plain", config(database, isPostgres)));
        for (int i = 0; i < count; i++) {
            plain.actors.add(plain.kit.spawn(new Plain("plain-" + i)));
        }
        Measure.all(count, 64, i -> plain.store(i, "first"));
        return plain;
    }

    public CompletionStage<Done> store(int number, String point) {
        ActorRef<Store> actor = actors.get(number % actors.size());
        return AskPattern.ask(actor, (ActorRef<Done> replyTo) -> new Store(point, replyTo), ASK, kit.scheduler());
    }

    private static Config config(DataSource database, boolean isPostgres) throws Exception {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(true);
            create(connection, isPostgres);
            return ConfigFactory.parseMap(Map.of(
                            "jdbc-journal.slick.profile",
                            isPostgres ? "slick.jdbc.PostgresProfile$" : "slick.jdbc.H2Profile$",
                            "jdbc-journal.slick.db.url",
                            connection.getMetaData().getURL(),
                            "jdbc-journal.slick.db.user",
                            isPostgres ? "postgres" : "sa",
                            "jdbc-journal.slick.db.password",
                            isPostgres ? "postgres" : ""))
                    .withFallback(ConfigFactory.parseString("""
                            pekko {
                              actor.provider = local
                              loglevel = WARNING
                              coordinated-shutdown.exit-jvm = off
                              actor.serialize-messages = off
                              actor.serialization-bindings {
                                "io.hyperspace.benchmark.PlainActors$Stored" = jackson-cbor
                              }
                              persistence.journal.plugin = "jdbc-journal"
                              persistence.snapshot-store.plugin = ""
                              persistence.max-concurrent-recoveries = 50
                            }
                            pekko-persistence-jdbc.database-provider-fqcn =
                              "org.apache.pekko.persistence.jdbc.db.DefaultSlickDatabaseProvider"
                            jdbc-journal {
                              dao = "org.apache.pekko.persistence.jdbc.journal.dao.DefaultJournalDao"
                              use-shared-db = null
                              tables.event_journal.schemaName = "plain"
                              tables.event_tag.schemaName = "plain"
                              bufferSize = 10000
                              batchSize = 400
                              parallelism = 8
                              slick.db { driver = null, numThreads = 8, maxConnections = 8, minConnections = 8 }
                            }
                            """))
                    .withFallback(ConfigFactory.defaultReferenceUnresolved())
                    .resolve();
        }
    }

    private static void create(Connection connection, boolean isPostgres) throws Exception {
        String schema = isPostgres ? "schema/postgres/postgres-create-schema.sql" : "schema/h2/h2-create-schema.sql";
        try (InputStream script = Objects.requireNonNull(
                        PlainActors.class.getClassLoader().getResourceAsStream(schema));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA IF NOT EXISTS \"plain\"");
            String now = isPostgres ? "search_path" : "SCHEMA";
            statement.execute("SET " + now + (isPostgres ? " = " : " ") + "\"plain\"");
            String tables = new String(script.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?i)public\\.", "");
            for (String one : tables.strip().split(";")) {
                statement.execute(one);
            }
            reset(statement, isPostgres);
        }
    }

    /** The connection goes back to a pool. */
    private static void reset(Statement statement, boolean isPostgres) throws SQLException {
        statement.execute(isPostgres ? "RESET search_path" : "SET SCHEMA PUBLIC");
    }

    @Override
    public void close() {
        kit.shutdownTestKit();
    }

    private static final class Plain extends EventSourcedBehavior<Store, Stored, Integer> {

        Plain(String id) {
            super(PersistenceId.ofUniqueId(id));
        }

        @Override
        public Integer emptyState() {
            return 0;
        }

        @Override
        public CommandHandler<Store, Stored, Integer> commandHandler() {
            return newCommandHandlerBuilder()
                    .forAnyState()
                    .onCommand(Store.class, (count, store) -> Effect()
                            .persist(new Stored(
                                    "registered",
                                    store.point(),
                                    "01ARZ3NDEKTSV4RRFFQ69G5FAV",
                                    "Base",
                                    "hyperuser",
                                    "Ready",
                                    1))
                            .thenReply(store.replyTo(), stored -> Done.getInstance()))
                    .build();
        }

        @Override
        public EventHandler<Integer, Stored> eventHandler() {
            return (count, stored) -> count + 1;
        }
    }
}
