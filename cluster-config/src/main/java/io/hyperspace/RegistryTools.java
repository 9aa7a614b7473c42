package io.hyperspace;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.hyperspace.registry.OfflineRegistry;
import io.hyperspace.registry.index.IndexRebuild;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What can be done to the Registry of a Hyperverse while none of its Machines runs. */
public final class RegistryTools {

    private RegistryTools() {}

    /**
     * Something that the Machines of a Hyperverse agree about and that has become something else.
     *
     * @param name such as {@code star.count.maelstrom}
     * @param before what it was; null when there was none
     * @param now what it is
     */
    public record Change(String name, @Nullable String before, String now) {}

    /**
     * Builds the Registry's index again from its journal. Blocks.
     *
     * @param data the data folder; null for what the configuration says
     * @throws io.hyperspace.space.error.HyperspaceException 404 when there is no database, 409 or 503 while a Machine has it
     */
    public static IndexRebuild.Outcome rebuildIndex(@Nullable Path data) {
        return OfflineRegistry.rebuildIndex(configuration(data));
    }

    /**
     * Gives the cluster the counts of stars and the lanes that are configured here. Blocks.
     *
     * @param data the data folder; null for what the configuration says
     * @return what differed
     * @throws io.hyperspace.space.error.HyperspaceException 422 for fewer stars of a kind, or a graph that is not right; 404
     *     when there is no database, 409 or 503 while a Machine has it
     */
    public static List<Change> reshape(@Nullable Path data) {
        Config config = configuration(data);
        Map<String, String> facts =
                ClusterShape.of(config.getConfig("hyperspace")).facts();
        return OfflineRegistry.replaceFacts(config, facts, ClusterShape::refusal).stream()
                .map(change -> new Change(change.name(), change.before(), change.now()))
                .toList();
    }

    private static Config configuration(@Nullable Path data) {
        Map<String, ?> told = data == null ? Map.of() : Map.of("hyperspace.data", data.toString());
        return Configuration.of(told, ConfigFactory.empty());
    }
}
