package io.hyperspace.registry;

import io.hyperspace.registry.database.Database;
import io.hyperspace.registry.directory.DirectoryCommand;
import io.hyperspace.registry.directory.GrantEntry;
import io.hyperspace.registry.index.Index;
import io.hyperspace.registry.index.IndexRow;
import io.hyperspace.registry.index.PointRange;
import io.hyperspace.registry.security.AccessReader;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Access;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.security.Grant;
import io.hyperspace.space.selector.Selector;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The rules of security: where each is kept, and what all of them together allow. */
final class GrantBook {

    private final Database database;
    private final Resolver resolver;

    GrantBook(Database database, Resolver resolver) {
        this.database = database;
        this.resolver = resolver;
    }

    /**
     * Stores a grant. It is kept at the record of its {@code on} selector's longest exact prefix, or of the nearest point
     * above that there is.
     */
    CompletionStage<Grant> grant(Grant grant) {
        return anchor(grant.on()).thenCompose(anchor -> resolver.askHolder(
                        anchor, replyTo -> new DirectoryCommand.Anchor(anchor, GrantEntry.of(grant), replyTo))
                .thenApply(answer -> {
                    DirectoryCalls.entry(anchor, answer);
                    return grant;
                }));
    }

    CompletionStage<Grant> grant(Ulid id) {
        return anchored(id).thenApply(Index.Anchored::grant);
    }

    private CompletionStage<Index.Anchored> anchored(Ulid id) {
        return database.query(connection -> {
            Index.Anchored found = new Index(connection).grant(id);
            if (found == null) {
                throw RegistryFaults.noSuchGrant(id.toString()).toException();
            }
            return found;
        });
    }

    CompletionStage<Grant> revoke(Ulid id) {
        return anchored(id).thenCompose(found -> resolver.askHolder(
                        found.anchor(), replyTo -> new DirectoryCommand.Revoke(found.anchor(), id, replyTo))
                .thenApply(answer -> {
                    DirectoryCalls.entry(found.anchor(), answer);
                    return found.grant();
                }));
    }

    CompletionStage<List<Grant>> grants(Selector on, @Nullable Agent to, int limit) {
        Set<Point> above = Set.copyOf(PointRange.exactPrefix(on).levels());
        return database.query(connection -> {
            Index index = new Index(connection);
            List<Grant> found = index.grants(above, PointRange.below(on), limit).stream()
                    .map(Index.Anchored::grant)
                    .toList();
            return to == null ? found : new AccessReader(index).aimedAt(to, found);
        });
    }

    private CompletionStage<Point> anchor(Selector on) {
        return database.query(connection -> {
            Point prefix = PointRange.exactPrefix(on);
            List<Point> levels = prefix.levels();
            Map<Point, IndexRow> rows = new Index(connection).rows(levels);
            for (int i = levels.size() - 1; i >= 0; i--) {
                if (rows.containsKey(levels.get(i))) {
                    return levels.get(i);
                }
            }
            throw Faults.noSuchPoint(prefix.toString()).toException();
        });
    }

    CompletionStage<Access> access(Agent agent, Point point) {
        if (agent.equals(Agent.HYPERUSER)) {
            return CompletableFuture.completedFuture(Access.SUPER);
        }
        return database.query(connection -> Objects.requireNonNull(new AccessReader(new Index(connection))
                .access(agent, List.of(point))
                .get(point)));
    }
}
