package io.hyperspace.benchmark;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** How long things take. */
public final class Measure {

    private static final long MINUTES = 30;

    private Measure() {}

    public interface Work {
        void run() throws Exception;
    }

    public static double millis(Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e6;
    }

    public static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** Does something so many times, a number of them at once; fails with the first failure. */
    static void all(int times, int atOnce, IntFunction<CompletionStage<?>> one) throws Exception {
        Semaphore room = new Semaphore(atOnce);
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        for (int i = 0; i < times && failure.get() == null; i++) {
            if (!room.tryAcquire(MINUTES, TimeUnit.MINUTES)) {
                throw new IllegalStateException("no answer in " + MINUTES + " minutes");
            }
            one.apply(i).whenComplete((value, failed) -> {
                if (failed != null) {
                    failure.compareAndSet(null, failed);
                }
                room.release();
            });
        }
        room.acquire(atOnce);
        if (failure.get() != null) {
            throw new IllegalStateException(failure.get());
        }
    }

    public static <T> T get(CompletionStage<T> stage) throws Exception {
        CompletableFuture<T> future = stage.toCompletableFuture();
        return future.get(MINUTES, TimeUnit.MINUTES);
    }

    /** The heap in use after garbage was collected, in MiB. */
    public static double heap() {
        Runtime runtime = Runtime.getRuntime();
        double least = Double.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(least, (runtime.totalMemory() - runtime.freeMemory()) / (1024.0 * 1024));
        }
        return least;
    }

    /** The classes with most bytes on the heap after garbage was collected, a line each: to see what a heap is full of. */
    static String largestClasses(int count) throws Exception {
        Object histogram = ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        return histogram.toString().lines().limit(count + 2L).collect(Collectors.joining("\n"));
    }
}
