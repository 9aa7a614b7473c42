package io.hyperspace.registry;

import java.util.Collection;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Does something for each of many things, with so many on their way at once. After a failure it starts no more. */
final class Bounded<T> {

    private final Iterator<T> rest;
    private final Function<T, ? extends CompletionStage<?>> work;
    private final CompletableFuture<Integer> done = new CompletableFuture<>();
    private int working;
    private int count;
    private @Nullable Throwable failure;

    private Bounded(Iterator<T> rest, int workers, Function<T, ? extends CompletionStage<?>> work) {
        this.rest = rest;
        this.work = work;
        this.working = workers;
    }

    /**
     * Starts.
     *
     * @return ends when nothing is on its way any more: with how many there were, or with the first failure
     */
    static <T> CompletionStage<Integer> each(
            Collection<T> things, int parallelism, Function<T, ? extends CompletionStage<?>> work) {
        int workers = Math.max(1, Math.min(parallelism, things.size()));
        Bounded<T> bounded = new Bounded<>(things.iterator(), workers, work);
        for (int i = 0; i < workers; i++) {
            bounded.go();
        }
        return bounded.done;
    }

    /** One worker: a loop as long as things are done at once, so that many of them do not deepen the stack. */
    private void go() {
        CompletableFuture<?> current = next();
        while (current != null && current.isDone()) {
            note(current);
            current = next();
        }
        if (current == null) {
            end();
        } else {
            CompletionStage<?> awaited = current;
            awaited.whenComplete((value, failed) -> {
                note(awaited);
                go();
            });
        }
    }

    private @Nullable CompletableFuture<?> next() {
        T thing;
        synchronized (this) {
            if (failure != null || !rest.hasNext()) {
                return null;
            }
            thing = rest.next();
            count++;
        }
        try {
            return work.apply(thing).toCompletableFuture();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void note(CompletionStage<?> ended) {
        ended.whenComplete((value, failed) -> {
            synchronized (this) {
                failure = failure == null ? failed : failure;
            }
        });
    }

    private void end() {
        synchronized (this) {
            working--;
            if (working > 0) {
                return;
            }
        }
        if (failure == null) {
            done.complete(count);
        } else {
            done.completeExceptionally(failure);
        }
    }
}
