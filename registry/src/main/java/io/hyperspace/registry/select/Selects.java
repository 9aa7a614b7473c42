package io.hyperspace.registry.select;

import com.typesafe.config.Config;
import io.hyperspace.provision.Registry;
import io.hyperspace.registry.database.Database;
import io.hyperspace.space.error.HyperspaceException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Answers selects from the index, page by page. */
public final class Selects {

    private final Database database;
    private final SelectSettings settings;

    private Selects(Database database, SelectSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /** @param root the whole configuration, with {@code hyperspace} in it */
    public static Selects create(Database database, Config root) {
        return new Selects(database, SelectSettings.from(root));
    }

    /** See {@link Registry#select}. */
    public CompletionStage<Registry.Page> page(Registry.Query query, @Nullable String after, int limit) {
        if (limit < 1) {
            return CompletableFuture.failedFuture(SelectFaults.emptyPage().toException());
        }
        try {
            Cursor cursor = Cursor.parseIfAny(after, query.asOf() != null);
            return new PageWork(database, settings, query, cursor, limit).start();
        } catch (HyperspaceException strange) {
            return CompletableFuture.failedFuture(strange);
        }
    }
}
