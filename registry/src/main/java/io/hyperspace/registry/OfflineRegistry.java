package io.hyperspace.registry;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.hyperspace.registry.database.ClusterFacts;
import io.hyperspace.registry.database.Database;
import io.hyperspace.registry.directory.DirectoryEvent;
import io.hyperspace.registry.index.IndexRebuild;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.HyperspaceException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.jspecify.annotations.Nullable;

/** What is done to a Registry while no Machine runs. */
public final class OfflineRegistry {

    private static final String ALONE = """
            pekko { actor.provider = local, loglevel = WARNING, coordinated-shutdown.exit-jvm = off }
            """;

    private OfflineRegistry() {}

    /**
     * Builds the index again from the journal and puts right what differs. Blocks. A Machine that wants to start meanwhile
     * waits, or is refused.
     *
     * @param config the whole configuration of a Machine
     * @throws HyperspaceException 404 when there is no database, 409 or 503 while a Machine has it
     */
    public static IndexRebuild.Outcome rebuildIndex(Config config) {
        try (Database database = Database.openExisting(config)) {
            // An actor system reads what an actor system has stored; this one hears and says nothing.
            ActorSystem system = ActorSystem.create(
                    "hyperspace-offline",
                    ConfigFactory.parseString(ALONE).withFallback(config).resolve());
            try {
                Serialization serialization = SerializationExtension.get(system);
                return database.alone(connection -> new IndexRebuild(
                                connection, (payload, serializer, manifest) -> (DirectoryEvent) serialization
                                        .deserialize(payload, serializer, manifest)
                                        .get())
                        .run());
            } finally {
                system.terminate();
            }
        }
    }

    /**
     * Stores what Machines have to agree about in the place of what is stored, all or nothing. Blocks.
     *
     * @param config the whole configuration of a Machine
     * @param facts value by name
     * @param refusal why something cannot become something else; null when it can
     * @return what differed
     * @throws HyperspaceException with the first refusal, 404 when there is no database, 409 or 503 while a Machine has it
     */
    public static List<ClusterFacts.Change> replaceFacts(
            Config config, Map<String, String> facts, Function<ClusterFacts.Change, @Nullable Fault> refusal) {
        try (Database database = Database.openExisting(config)) {
            return database.facts().replace(facts, refusal);
        }
    }
}
