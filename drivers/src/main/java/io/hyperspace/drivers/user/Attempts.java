package io.hyperspace.drivers.user;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.hyperspace.space.error.Fault;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Counts wrong passwords, for each user and for each remote address. An attempt counts from when it begins, so that many
 * at once are no more than one after the other. Safe for all threads.
 *
 * <p>Invariant: an attempt that is refused here costs nothing and counts for nothing, so one user's lock does not become
 * that of the others behind the same address.
 */
final class Attempts {

    private static final int IPV6_NETWORK_BYTES = 8;

    private final LoginSettings settings;
    private final Ticker clock;
    private final Cache<String, Tally> users;
    private final Cache<String, Tally> addresses;

    /**
     * What was counted.
     *
     * @param count attempts that were wrong, or whose end is not known yet
     * @param since when the first of them began; after the window they no longer count
     */
    private record Tally(int count, long since) {}

    Attempts(LoginSettings settings, Ticker clock) {
        this.settings = settings;
        this.clock = clock;
        this.users = tallies(settings, clock);
        this.addresses = tallies(settings, clock);
    }

    private static Cache<String, Tally> tallies(LoginSettings settings, Ticker clock) {
        return Caffeine.newBuilder()
                .maximumSize(settings.remembered())
                .expireAfterWrite(settings.window())
                .ticker(clock)
                .build();
    }

    /** One attempt. */
    record Attempt(String user, String address) {}

    static Attempt of(String user, InetAddress from) {
        return new Attempt(user, network(from));
    }

    /** Who has one address of an IPv6 network has them all. */
    private static String network(InetAddress address) {
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(address.getAddress(), 0, IPV6_NETWORK_BYTES)
                : address.getHostAddress();
    }

    /** Counts an attempt that begins; why it may not begin, else null. */
    @Nullable Fault begin(Attempt attempt) {
        Fault locked = count(addresses, attempt.address(), settings.perAddress());
        if (locked != null) {
            return locked;
        }
        locked = count(users, attempt.user(), settings.perUser());
        if (locked != null) {
            uncount(addresses, attempt.address());
        }
        return locked;
    }

    private @Nullable Fault count(Cache<String, Tally> tallies, String key, int limit) {
        long now = clock.read();
        Fault[] refusal = new Fault[1];
        tallies.asMap().compute(key, (same, tally) -> {
            if (tally == null || now - tally.since() >= settings.window().toNanos()) {
                return new Tally(1, now);
            }
            if (tally.count() >= limit) {
                refusal[0] = UserFaults.locked(settings.window().minus(Duration.ofNanos(now - tally.since())));
                return tally;
            }
            return new Tally(tally.count() + 1, tally.since());
        });
        return refusal[0];
    }

    /** The attempt was right: its user starts anew, and it does not count for the address. */
    void right(Attempt attempt) {
        users.invalidate(attempt.user());
        uncount(addresses, attempt.address());
    }

    /** Nobody got to know whether the attempt was right. */
    void undecided(Attempt attempt) {
        uncount(users, attempt.user());
        uncount(addresses, attempt.address());
    }

    private static void uncount(Cache<String, Tally> tallies, String key) {
        tallies.asMap()
                .computeIfPresent(
                        key, (same, tally) -> tally.count() <= 1 ? null : new Tally(tally.count() - 1, tally.since()));
    }
}
