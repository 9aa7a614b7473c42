package io.hyperspace.benchmark.wave;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Keeps a number of questions under way until so many are answered; the next is asked by whoever brings an answer. */
final class InFlight {

    private static final long MINUTES = 10;
    private static final long PAUSE_NANOS = 10_000;

    private final int times;
    private final IntFunction<CompletionStage<?>> one;
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final CompletableFuture<Integer> done = new CompletableFuture<>();

    private InFlight(int times, IntFunction<CompletionStage<?>> one) {
        this.times = times;
        this.one = one;
    }

    /** How many a second. */
    static double rate(int times, int atOnce, IntFunction<CompletionStage<?>> one) throws Exception {
        InFlight all = new InFlight(times, one);
        long start = System.nanoTime();
        for (int i = 0; i < atOnce; i++) {
            all.next();
        }
        all.done.get(MINUTES, TimeUnit.MINUTES);
        return times * 1e9 / (System.nanoTime() - start);
    }

    private void next() {
        while (true) {
            int number = asked.getAndIncrement();
            if (number >= times) {
                return;
            }
            CompletionStage<?> answer = one.apply(number);
            if (!answer.toCompletableFuture().isDone()) {
                answer.whenComplete((value, failure) -> {
                    count(failure);
                    next();
                });
                return;
            }
            answer.whenComplete((value, failure) -> count(failure));
        }
    }

    private void count(@Nullable Throwable failure) {
        if (failure != null) {
            done.completeExceptionally(failure);
        } else if (answered.incrementAndGet() == times) {
            done.complete(times);
        }
    }

    /**
     * How many a second of what nobody answers, until all have been handled.
     *
     * @param atOnce how many are sent and not handled at most
     * @param handled how many have been handled so far, counted from anywhere
     */
    static double told(int times, int atOnce, IntConsumer one, LongSupplier handled) {
        long before = handled.getAsLong();
        long start = System.nanoTime();
        for (int i = 0; i < times; i++) {
            one.accept(i);
            if (i % (atOnce / 4) == 0) {
                waitFor(before + i - atOnce, handled, start);
            }
        }
        waitFor(before + times, handled, start);
        return times * 1e9 / (System.nanoTime() - start);
    }

    private static void waitFor(long count, LongSupplier handled, long start) {
        while (handled.getAsLong() < count) {
            if (System.nanoTime() - start > TimeUnit.MINUTES.toNanos(MINUTES)) {
                throw new IllegalStateException(
                        "told " + count + ", but only " + handled.getAsLong() + " have been handled");
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** How long each of so many takes, one after the other, in microseconds, shortest first. */
    static double[] micros(int times, IntFunction<CompletionStage<?>> one) throws Exception {
        double[] micros = new double[times];
        for (int i = 0; i < times; i++) {
            long start = System.nanoTime();
            one.apply(i).toCompletableFuture().get(MINUTES, TimeUnit.MINUTES);
            micros[i] = (System.nanoTime() - start) / 1e3;
        }
        Arrays.sort(micros);
        return micros;
    }
}
