package io.hyperspace.registry.announce;

import io.hyperspace.provision.Change;
import io.hyperspace.space.id.Ulid;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.Done;
import org.jspecify.annotations.Nullable;

/**
 * One announcement until it is complete. Belongs to the announcer.
 *
 * <p>Invariant: it is complete only when every Machine that was in the machine table, read after the change was committed,
 * has acknowledged, or is fenced and its lease has run out.
 */
final class UnderWay {

    private final long number;
    private final List<Change> changes;
    private final CompletableFuture<Done> done;
    private @Nullable Set<Ulid> missing;

    UnderWay(long number, List<Change> changes, CompletableFuture<Done> done) {
        this.number = number;
        this.changes = List.copyOf(changes);
        this.done = done;
    }

    long number() {
        return number;
    }

    List<Change> changes() {
        return changes;
    }

    /** Who must acknowledge. */
    void addressedTo(Set<Ulid> machines) {
        missing = new HashSet<>(machines);
    }

    /** Who has not acknowledged; nobody before it is known who must. */
    Set<Ulid> missing() {
        return missing == null ? Set.of() : missing;
    }

    void acknowledged(Ulid machine) {
        if (missing != null) {
            missing.remove(machine);
        }
    }

    /** Only these may still let waves in. */
    void acting(Set<Ulid> machines) {
        if (missing != null) {
            missing.retainAll(machines);
        }
    }

    boolean isComplete() {
        return missing != null && missing.isEmpty();
    }

    void complete() {
        done.complete(Done.getInstance());
    }

    void fail(RuntimeException reason) {
        done.completeExceptionally(reason);
    }
}
