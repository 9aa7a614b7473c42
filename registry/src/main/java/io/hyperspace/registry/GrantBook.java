package io.hyperspace.registry;

import io.hyperspace.provision.InheritedAccess;
import io.hyperspace.provision.Ruling;
import io.hyperspace.registry.database.Database;
import io.hyperspace.registry.directory.DirectoryAnswer;
import io.hyperspace.registry.directory.DirectoryCommand;
import io.hyperspace.registry.directory.Entry;
import io.hyperspace.registry.directory.GrantEntry;
import io.hyperspace.registry.index.Index;
import io.hyperspace.registry.index.IndexRow;
import io.hyperspace.registry.index.PointRange;
import io.hyperspace.registry.security.AccessReader;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Access;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.security.Grant;
import io.hyperspace.space.selector.Selector;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The rules of security: where each is kept, and what all of them together allow. */
final class GrantBook {

    private final Database database;
    private final Resolver resolver;
    private final AccessReads<Ruling> reads;

    GrantBook(Database database, Resolver resolver, AccessReads.Settings settings) {
        this.database = database;
        this.resolver = resolver;
        this.reads = new AccessReads<>(this::read, settings);
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
        return anchored(id, index -> index.grant(id)).thenApply(Index.Anchored::grant);
    }

    /** As {@link #grant(Ulid)}, also when it has ended. */
    CompletionStage<Grant> grantEver(Ulid id) {
        return anchored(id, index -> index.grantEver(id)).thenApply(Index.Anchored::grant);
    }

    private CompletionStage<Index.Anchored> anchored(Ulid id, Search search) {
        return database.query(connection -> {
            Index.Anchored found = search.in(new Index(connection));
            if (found == null) {
                throw RegistryFaults.noSuchGrant(id.toString()).toException();
            }
            return found;
        });
    }

    private interface Search {
        Index.@Nullable Anchored in(Index index) throws SQLException;
    }

    /**
     * Ends a grant. One that has ended already is announced once more, for whoever asks again may not have been answered; one
     * whose anchor is gone ended with it.
     */
    CompletionStage<Grant> revoke(Ulid id) {
        return anchored(id, index -> index.grantEver(id)).thenCompose(found -> resolver.askHolder(
                        found.anchor(), replyTo -> new DirectoryCommand.Revoke(found.anchor(), id, replyTo))
                .handle((answer, failure) -> {
                    boolean gone = failure == null
                            ? answer instanceof DirectoryAnswer.Missing
                            : HyperspaceException.faultOf(failure).status() == 404;
                    if (failure != null && !gone) {
                        throw new CompletionException(failure);
                    }
                    if (!gone) {
                        DirectoryCalls.entry(found.anchor(), answer);
                    }
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

    /**
     * What an agent may do with a point. A particle that is not there or is being deleted may do nothing, and neither may a
     * user that is disabled.
     */
    CompletionStage<Ruling> ruling(Agent agent, Point point) {
        if (agent.equals(Agent.HYPERUSER)) {
            return CompletableFuture.completedFuture(new Ruling(Access.SUPER, null));
        }
        return reads.ask(agent, point);
    }

    private CompletionStage<Map<Point, Ruling>> read(Agent agent, Set<Point> points) {
        return database.query(connection -> {
                    AccessReader reader = new AccessReader(new Index(connection));
                    Map<Point, Ruling> found = rulings(reader, agent, reader.access(agent, points));
                    return new Judged(found, agent instanceof Agent.Particle self ? reader.row(self.point()) : null);
                })
                .thenCompose(this::unlessDisabled);
    }

    private static Map<Point, Ruling> rulings(AccessReader reader, Agent agent, Map<Point, Access> found) {
        Map<Point, Ruling> rulings = new HashMap<>();
        Map<Point, Optional<InheritedAccess>> below = new HashMap<>();
        found.forEach((point, access) -> {
            Point parent = point.parent();
            InheritedAccess siblings = parent == null
                    ? null
                    : below.computeIfAbsent(parent, any -> Optional.ofNullable(reader.inherited(agent, parent)))
                            .orElse(null);
            rulings.put(point, new Ruling(access, siblings));
        });
        return rulings;
    }

    /** @param agent the row of who asks; null for who is no particle */
    private record Judged(
            Map<Point, Ruling> rulings, @Nullable IndexRow agent) {}

    /** Properties are not in the index, so the directory of a user that may do something is asked. */
    private CompletionStage<Map<Point, Ruling>> unlessDisabled(Judged judged) {
        IndexRow agent = judged.agent();
        Map<Point, Ruling> rulings = judged.rulings();
        if (agent == null || !agent.kind().base().equals(Kind.USER.base())) {
            return CompletableFuture.completedFuture(rulings);
        }
        if (rulings.values().stream().allMatch(ruling -> ruling.access().equals(Access.NOTHING))) {
            return CompletableFuture.completedFuture(nothing(rulings));
        }
        return mayAct(agent.point()).thenApply(may -> {
            return may ? rulings : nothing(rulings);
        });
    }

    private static Map<Point, Ruling> nothing(Map<Point, Ruling> rulings) {
        rulings.replaceAll((point, any) -> new Ruling(Access.NOTHING, null));
        return rulings;
    }

    /** Whether an agent may do anything at all, so that it is worth while to look what. */
    CompletionStage<Boolean> mayAct(Agent agent) {
        return agent instanceof Agent.Particle self ? mayAct(self.point()) : CompletableFuture.completedFuture(true);
    }

    private CompletionStage<Boolean> mayAct(Point self) {
        return resolver.entry(self)
                .thenApply(entry -> {
                    Entry.Value disabled = entry.properties().get("disabled");
                    boolean isUser = entry.kind().base().equals(Kind.USER.base());
                    return !isUser || disabled == null || !disabled.text().equals("true");
                })
                .exceptionally(failure -> {
                    if (HyperspaceException.faultOf(failure).status() == 404) {
                        return false;
                    }
                    throw new CompletionException(failure);
                });
    }
}
