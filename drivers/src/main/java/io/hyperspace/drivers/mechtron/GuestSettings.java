package io.hyperspace.drivers.mechtron;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * The limits that hold for all guests of a Machine, from {@code hyperspace.guest}; each key says what it is for in
 * {@code reference.conf}. Sizes are in bytes.
 */
record GuestSettings(
        int threads,
        int running,
        int queue,
        Duration threadIdle,
        long stack,
        Duration watchInterval,
        int mailbox,
        long maxMemory,
        Duration maxTime,
        int maxConcurrency,
        int frameLimit,
        int outputLimit,
        int signals,
        int statePuts,
        long statePutBytes,
        int logLinesPerSecond,
        int logLineLength,
        int randomLimit,
        int documentLimit,
        int moduleLimit,
        long cache,
        int compileThreads,
        int compileQueue) {

    /** @param hyperspace the configuration below {@code hyperspace} */
    static GuestSettings of(Config hyperspace) {
        Config guest = hyperspace.getConfig("guest");
        int running = guest.getInt("running");
        return new GuestSettings(
                guest.getInt("threads"),
                running > 0 ? running : Runtime.getRuntime().availableProcessors(),
                guest.getInt("queue"),
                guest.getDuration("thread-idle"),
                guest.getBytes("stack"),
                guest.getDuration("watch-interval"),
                guest.getInt("mailbox"),
                guest.getBytes("max-memory"),
                guest.getDuration("max-time"),
                guest.getInt("max-concurrency"),
                bytes(guest, "frame-limit"),
                bytes(guest, "output-limit"),
                guest.getInt("signals"),
                guest.getInt("state-puts"),
                guest.getBytes("state-put-bytes"),
                guest.getInt("log-lines-per-second"),
                bytes(guest, "log-line-length"),
                bytes(guest, "random-limit"),
                bytes(guest, "document-limit"),
                bytes(guest, "module-limit"),
                guest.getBytes("cache"),
                guest.getInt("compile-threads"),
                guest.getInt("compile-queue"));
    }

    private static int bytes(Config guest, String key) {
        return (int) Math.min(guest.getBytes(key), Integer.MAX_VALUE);
    }
}
