package io.hyperspace.drivers.mechtron;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one mechtron's waves share of their host: its configuration, its log with a rate, random bytes. Safe for several
 * threads.
 */
final class GuestHost {

    private static final Logger GUEST_LOG = LoggerFactory.getLogger("io.hyperspace.guest");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final long SECOND = 1_000_000_000L;

    private final GuestSettings settings;
    private final Map<String, String> env;
    private long windowStart = System.nanoTime();
    private int lines;

    GuestHost(GuestSettings settings, Map<String, String> env) {
        this.settings = settings;
        this.env = env;
    }

    GuestSettings settings() {
        return settings;
    }

    byte @Nullable [] config(String key) {
        String value = env.get(key);
        return value == null ? null : value.getBytes(UTF_8);
    }

    byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** Logs a line of the guest's, as long as its rate allows. The point and the wave are in the MDC. */
    void log(int level, String text) {
        int dropped = takeLine();
        if (dropped > 0) {
            GUEST_LOG.warn(
                    "{} lines were dropped, for at most {} a second are kept", dropped, settings.logLinesPerSecond());
        }
        if (dropped >= 0) {
            write(level, oneLine(text));
        }
    }

    private static void write(int level, String line) {
        switch (level) {
            case 0 -> GUEST_LOG.trace("{}", line);
            case 1 -> GUEST_LOG.debug("{}", line);
            case 3 -> GUEST_LOG.warn("{}", line);
            case 4 -> GUEST_LOG.error("{}", line);
            default -> GUEST_LOG.info("{}", line);
        }
    }

    /** How many lines the second before dropped, or -1 when this line is to be dropped too. */
    private synchronized int takeLine() {
        long now = System.nanoTime();
        int dropped = 0;
        if (now - windowStart >= SECOND) {
            dropped = Math.max(0, lines - settings.logLinesPerSecond());
            windowStart = now;
            lines = 0;
        }
        lines++;
        return lines > settings.logLinesPerSecond() ? -1 : dropped;
    }

    /** A guest's text cannot pretend to be several lines, nor colour them. */
    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
