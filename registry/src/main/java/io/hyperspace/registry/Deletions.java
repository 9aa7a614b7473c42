package io.hyperspace.registry;

import io.hyperspace.provision.FirstPoints;
import io.hyperspace.provision.Registry;
import io.hyperspace.registry.directory.DirectoryAnswer;
import io.hyperspace.registry.directory.DirectoryCommand;
import io.hyperspace.registry.directory.DirectoryId;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.kind.KindRules;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.point.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/**
 * Deletes subtrees: dooms the record at the top, closes and empties the directories below it, children before parents, and
 * removes the record. Each step may be done again and what is done stays done, so a deletion that was broken off anywhere
 * goes on when it is asked for again.
 *
 * <p>Invariant: a record is removed only after all directories of its incarnation are closed and empty. So there is never a
 * record below one that is gone. At most {@code delete.parallelism} directories are worked on at once, with one batch of
 * children in memory for each and for each level above it.
 */
final class Deletions {

    private final Resolver resolver;
    private final Asking calls;
    private final RegistrySettings settings;

    Deletions(Resolver resolver, Asking calls, RegistrySettings settings) {
        this.resolver = resolver;
        this.calls = calls;
        this.settings = settings;
    }

    /** Deletes a particle and everything below it. */
    CompletionStage<Registry.Deleted> delete(Point point) {
        if (FirstPoints.ALL.contains(point)) {
            return Resolver.refuse(Faults.firstPoint(point.toString()));
        }
        Tally tally = new Tally(settings.deleteListed());
        return resolver.askHolder(point, replyTo -> new DirectoryCommand.Doom(point, replyTo))
                .thenApply(answer -> DirectoryAnswer.Doomed.of(DirectoryCalls.entry(point, answer)))
                .thenCompose(doomed ->
                        clear(doomed, settings.deleteParallelism(), tally).thenCompose(cleared -> removeTop(doomed)))
                .thenApply(removed -> {
                    tally.add(List.of(point));
                    return tally.deleted();
                });
    }

    private CompletionStage<DirectoryAnswer> removeTop(DirectoryAnswer.Doomed doomed) {
        return resolver.askHolder(doomed.point(), replyTo -> new DirectoryCommand.Remove(List.of(doomed), replyTo))
                .thenApply(answer -> {
                    left(doomed.point(), answer);
                    return answer;
                });
    }

    /** Deletes everything below a particle that is doomed. */
    CompletionStage<Integer> clear(DirectoryAnswer.Doomed doomed) {
        return clear(doomed, settings.deleteParallelism(), new Tally(0));
    }

    private CompletionStage<Integer> clear(DirectoryAnswer.Doomed doomed, int parallelism, Tally tally) {
        if (!KindRules.mayHoldAny(doomed.kind())) {
            return CompletableFuture.completedFuture(0);
        }
        List<DirectoryId> directories = directories(doomed.incarnation(), doomed.wide());
        int share = share(parallelism, directories.size());
        return Bounded.each(directories, parallelism, directory -> calls.ask(directory, DirectoryCommand.Close::new)
                .thenCompose(answer -> empty(doomed.point(), directory, answer, share, tally)));
    }

    private static List<DirectoryId> directories(Incarnation incarnation, boolean wide) {
        return IntStream.range(0, wide ? DirectoryId.BUCKETS : 1)
                .mapToObj(bucket -> DirectoryId.of(incarnation, bucket))
                .toList();
    }

    /** How many each of some may work on at once when all of them together may work on so many. */
    private static int share(int parallelism, int parts) {
        return Math.max(1, parallelism / Math.max(1, Math.min(parallelism, parts)));
    }

    /** Takes what is left of a closed directory, one batch after the other. */
    private CompletionStage<Integer> empty(
            Point parent, DirectoryId directory, DirectoryAnswer answer, int parallelism, Tally tally) {
        List<DirectoryAnswer.Doomed> children = left(parent, answer);
        if (children.isEmpty()) {
            return CompletableFuture.completedFuture(0);
        }
        int share = share(parallelism, children.size());
        return Bounded.each(children, parallelism, child -> clear(child, share, tally))
                .thenCompose(cleared -> calls.ask(directory, replyTo -> new DirectoryCommand.Remove(children, replyTo)))
                .thenCompose(rest -> {
                    tally.add(
                            children.stream().map(DirectoryAnswer.Doomed::point).toList());
                    return empty(parent, directory, rest, parallelism, tally);
                });
    }

    private static List<DirectoryAnswer.Doomed> left(Point point, DirectoryAnswer answer) {
        if (answer instanceof DirectoryAnswer.Left left) {
            return left.children();
        }
        throw DirectoryCalls.unlike(point, answer);
    }

    /** Counts what goes, and lists the first of it. */
    private static final class Tally {

        private final int limit;
        private final List<Point> points = new ArrayList<>();
        private long count;

        Tally(int limit) {
            this.limit = limit;
        }

        synchronized void add(List<Point> gone) {
            count += gone.size();
            gone.stream().limit(Math.max(0, limit - points.size())).forEach(points::add);
        }

        synchronized Registry.Deleted deleted() {
            return new Registry.Deleted(points, count);
        }
    }
}
