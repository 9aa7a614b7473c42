package io.hyperspace.provision;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.Weigher;
import java.time.Duration;

/** Caches of a Machine: bounded, and rid of what nobody uses, so that an idle particle costs its Machine next to nothing. */
public final class Caches {

    private Caches() {}

    /**
     * A cache of things that differ in size.
     *
     * @param limit how much all that it has weighs at most
     * @param keep for how long it keeps one that nobody uses
     */
    static <K, V> Cache<K, V> weighed(long limit, Duration keep, Weigher<K, V> weigher) {
        return Caffeine.newBuilder()
                .maximumWeight(limit)
                .weigher(weigher)
                .expireAfterAccess(keep)
                .scheduler(Scheduler.systemScheduler())
                .build();
    }

    /**
     * A cache.
     *
     * @param limit how many entries it has at most
     * @param keep for how long it keeps one that nobody uses
     */
    public static <K, V> Cache<K, V> of(long limit, Duration keep) {
        return Caffeine.newBuilder()
                .maximumSize(limit)
                .expireAfterAccess(keep)
                .scheduler(Scheduler.systemScheduler())
                .build();
    }
}
