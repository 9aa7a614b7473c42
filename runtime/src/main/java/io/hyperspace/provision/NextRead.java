package io.hyperspace.provision;

import io.hyperspace.space.error.Faults;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads for many who ask for the same, so that there is never more than one read of a thing at a time.
 *
 * <p>Invariants: everyone gets what was read by a read that began after they had asked, so those who come while one is
 * under way share the next; at most {@code limit} things are read at once, one more is refused with 503.
 */
final class NextRead<K, V> {

    private final Function<K, CompletionStage<V>> read;
    private final String what;
    private final int limit;
    private final ConcurrentMap<K, Turn> turns = new ConcurrentHashMap<>();
    private final AtomicInteger size = new AtomicInteger();

    /** @param what names the reads in the refusal at the limit */
    NextRead(String what, int limit, Function<K, CompletionStage<V>> read) {
        this.what = what;
        this.limit = limit;
        this.read = read;
    }

    CompletionStage<V> ask(K key) {
        while (true) {
            Turn turn = turns.get(key);
            CompletableFuture<V> next = turn == null ? null : turn.next();
            if (next != null) {
                return next;
            }
            if (turn == null) {
                CompletionStage<V> first = begin(key);
                if (first != null) {
                    return first;
                }
            }
        }
    }

    /** Starts the first read of a thing; null when another was faster. */
    private @Nullable CompletionStage<V> begin(K key) {
        if (size.incrementAndGet() > limit) {
            size.decrementAndGet();
            return CompletableFuture.failedFuture(Faults.busy(what, limit).toException());
        }
        Turn turn = new Turn(key);
        if (turns.putIfAbsent(key, turn) != null) {
            size.decrementAndGet();
            return null;
        }
        CompletableFuture<V> first = new CompletableFuture<>();
        turn.read(first);
        return first;
    }

    /** The reads of one thing, one after the other for as long as someone asks. */
    private final class Turn {
        private final K key;
        private @Nullable CompletableFuture<V> next;
        private boolean ended;

        Turn(K key) {
            this.key = key;
        }

        /** What the read after the one under way will give; null when there will be none. */
        synchronized @Nullable CompletableFuture<V> next() {
            if (ended) {
                return null;
            }
            if (next == null) {
                next = new CompletableFuture<>();
            }
            return next;
        }

        private void read(CompletableFuture<V> asked) {
            begun().whenComplete((value, failure) -> {
                CompletableFuture<V> more = end();
                if (failure == null) {
                    asked.complete(value);
                } else {
                    asked.completeExceptionally(failure);
                }
                if (more != null) {
                    read(more);
                }
            });
        }

        private CompletionStage<V> begun() {
            try {
                return read.apply(key);
            } catch (RuntimeException e) {
                return CompletableFuture.failedFuture(e);
            }
        }

        private synchronized @Nullable CompletableFuture<V> end() {
            CompletableFuture<V> more = next;
            next = null;
            if (more == null) {
                ended = true;
                turns.remove(key, this);
                size.decrementAndGet();
            }
            return more;
        }
    }
}
