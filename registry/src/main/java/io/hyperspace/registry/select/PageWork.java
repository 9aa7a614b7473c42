package io.hyperspace.registry.select;

import io.hyperspace.provision.Registry;
import io.hyperspace.registry.database.Database;
import io.hyperspace.registry.index.Index;
import io.hyperspace.registry.index.Moment;
import io.hyperspace.space.command.AsOf;
import io.hyperspace.space.error.HyperspaceException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Works one page. Each step is a piece of work of its own in the database's queue, behind those of others that came
 * meanwhile, so a long select delays nobody by more than a step. A page that is not ready in time fails with 408 and takes
 * no further step.
 */
final class PageWork {

    private final Database database;
    private final SelectSettings settings;
    private final Registry.Query query;
    private final @Nullable Cursor after;
    private final int limit;
    private final CompletableFuture<Registry.Page> result = new CompletableFuture<>();

    PageWork(Database database, SelectSettings settings, Registry.Query query, @Nullable Cursor after, int limit) {
        this.database = database;
        this.settings = settings;
        this.query = query;
        this.after = after;
        this.limit = Math.min(limit, settings.maxPage());
    }

    CompletionStage<Registry.Page> start() {
        result.orTimeout(settings.timeLimit().toMillis(), TimeUnit.MILLISECONDS);
        next(null);
        return result.exceptionally(this::refuse);
    }

    private Registry.Page refuse(Throwable failure) {
        if (failure instanceof TimeoutException) {
            throw new HyperspaceException(SelectFaults.tookTooLong(settings.timeLimit()), failure);
        }
        throw failure instanceof RuntimeException known ? known : new java.util.concurrent.CompletionException(failure);
    }

    /** @param begun null for the first step */
    private void next(@Nullable Scan begun) {
        database.query(connection -> step(connection, begun)).whenComplete((going, failure) -> {
            if (failure != null) {
                result.completeExceptionally(failure);
            } else if (going.page() != null) {
                result.complete(going.page());
            } else {
                next(going.scan());
            }
        });
    }

    /** @param page null when there is more to look through */
    private record Going(Scan scan, Registry.@Nullable Page page) {}

    private Going step(Connection connection, @Nullable Scan begun) throws SQLException {
        Scan scan = begun == null ? begin(connection) : begun;
        boolean ended = result.isDone() || scan.step(new Index(connection));
        Past.requireKept(connection, scan.moment());
        return new Going(scan, ended ? scan.page() : null);
    }

    private Scan begin(Connection connection) throws SQLException {
        AsOf asOf = query.asOf();
        if (after != null) {
            return new Scan(query, after.moment(), after.point(), limit, settings.scanRows());
        }
        Moment moment = asOf == null ? Moment.NOW : new Past(settings.retention()).settle(connection, asOf);
        return new Scan(query, moment, null, limit, settings.scanRows());
    }
}
