package io.hyperspace;

import com.typesafe.config.ConfigFactory;
import io.hyperspace.registry.OfflineRegistry;
import io.hyperspace.registry.index.IndexRebuild;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What can be done to the Registry of a Hyperverse while none of its Machines runs. */
public final class RegistryTools {

    private RegistryTools() {}

    /**
     * Builds the Registry's index again from its journal. Blocks.
     *
     * @param data the data folder; null for what the configuration says
     * @throws io.hyperspace.space.error.HyperspaceException 404 when there is no database, 409 or 503 while a Machine has it
     */
    public static IndexRebuild.Outcome rebuildIndex(@Nullable Path data) {
        Map<String, ?> told = data == null ? Map.of() : Map.of("hyperspace.data", data.toString());
        return OfflineRegistry.rebuildIndex(Configuration.of(told, ConfigFactory.empty()));
    }
}
