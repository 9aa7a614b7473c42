package io.hyperspace.registry;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.hyperspace.registry.database.Database;
import io.hyperspace.registry.directory.DirectoryAnswer;
import io.hyperspace.registry.directory.DirectoryCommand;
import io.hyperspace.registry.directory.DirectoryId;
import io.hyperspace.registry.directory.Entry;
import io.hyperspace.registry.index.Index;
import io.hyperspace.registry.index.IndexRow;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.point.Point;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * Finds the way from a point to its directory, by the index, and remembers the ways that it found. What the directory then
 * says counts: a directory is named by an incarnation, and one whose incarnation is gone says so. Then the way is forgotten
 * and looked up once more, so a remembered way is never the reason for an answer.
 */
final class Resolver {

    private final Database database;
    private final Asking calls;
    private final Cache<Point, Way> ways;

    /**
     * What of a particle decides where its children are. It does not change while the incarnation lasts.
     *
     * @param heldBy the directory that holds the particle's own record
     * @param wide whether its children are spread over buckets
     */
    record Way(Point point, Incarnation incarnation, DirectoryId heldBy, boolean wide) {

        /** The directory of a child's record. */
        DirectoryId holding(Point child) {
            return DirectoryId.holding(child, incarnation, wide);
        }

        /** The particle as a directory of its children is told of it. */
        DirectoryCommand.Parent asParent() {
            return new DirectoryCommand.Parent(point, incarnation, heldBy);
        }
    }

    Resolver(Database database, Asking calls, long maxWays) {
        this.database = database;
        this.calls = calls;
        this.ways = Caffeine.newBuilder().maximumSize(maxWays).build();
    }

    /** The entry of a point as its directory has it now; 404 when there is none. */
    CompletionStage<Entry> entry(Point point) {
        Entry near = near(point);
        return near != null
                ? CompletableFuture.completedFuture(near)
                : askHolder(point, replyTo -> new DirectoryCommand.Fetch(point, replyTo))
                        .thenApply(answer -> DirectoryCalls.entry(point, answer));
    }

    /** The entry of a point as its directory has it now; null when the directory has to be asked. */
    @Nullable Entry near(Point point) {
        Point parent = point.parent();
        Way known = parent == null ? null : ways.getIfPresent(parent);
        return known == null ? null : calls.child(known.incarnation(), known.wide(), point);
    }

    /** Asks the directory that holds the record of a point; 404 when there can be none. */
    CompletionStage<DirectoryAnswer> askHolder(
            Point point, Function<ActorRef<DirectoryAnswer>, DirectoryCommand> question) {
        Point parent = point.parent();
        return parent == null
                ? calls.ask(DirectoryId.ROOT, question)
                : below(parent, point, way -> calls.ask(way.holding(point), question));
    }

    /**
     * Asks a directory below a parent by the way to it, once more by another way if that one is an old one.
     *
     * @param about what is not there when the parent is not
     * @param ask asks one directory
     * @return 404 when there is no parent, 409 when it is being deleted
     */
    CompletionStage<DirectoryAnswer> below(
            Point parent, Point about, Function<Way, CompletionStage<DirectoryAnswer>> ask) {
        Way known = ways.getIfPresent(parent);
        if (known == null) {
            return lookUp(parent, about).thenCompose(way -> askFresh(way, about, ask));
        }
        return ask.apply(known).thenCompose(answer -> {
            if (!(answer instanceof DirectoryAnswer.Gone)) {
                return CompletableFuture.completedFuture(answer);
            }
            ways.asMap().remove(parent, known);
            return lookUp(parent, about).thenCompose(way -> askFresh(way, about, ask));
        });
    }

    private CompletionStage<DirectoryAnswer> askFresh(
            Way way, Point about, Function<Way, CompletionStage<DirectoryAnswer>> ask) {
        return ask.apply(way).thenApply(answer -> {
            if (answer instanceof DirectoryAnswer.Gone gone) {
                ways.asMap().remove(way.point(), way);
                throw gone.closing()
                        ? DirectoryCalls.beingDeleted(way.point()).toException()
                        : Faults.noSuchPoint(about.toString()).toException();
            }
            return answer;
        });
    }

    /** The way to the children of a point, which may be an old one; 404 when there is no such point. */
    CompletionStage<Way> way(Point point) {
        Way known = ways.getIfPresent(point);
        return known == null ? lookUp(point, point) : CompletableFuture.completedFuture(known);
    }

    /** The way to the children of a point, from the index; 404 when there is no such point. */
    private CompletionStage<Way> lookUp(Point point, Point about) {
        return database.query(connection -> {
            IndexRow row = new Index(connection).rows(List.of(point)).get(point);
            if (row == null) {
                throw Faults.noSuchPoint(about.toString()).toException();
            }
            Way way = new Way(row.point(), row.incarnation(), row.heldBy(), row.wide());
            ways.put(point, way);
            return way;
        });
    }

    static <T> CompletionStage<T> refuse(Fault fault) {
        return CompletableFuture.failedFuture(fault.toException());
    }
}
