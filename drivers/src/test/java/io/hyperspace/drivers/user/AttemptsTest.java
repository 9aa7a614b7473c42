package io.hyperspace.drivers.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.space.error.Fault;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class AttemptsTest {

    private static final Duration WINDOW = Duration.ofMinutes(5);

    private final AtomicLong clock = new AtomicLong();
    private final Attempts attempts =
            new Attempts(new LoginSettings(3, 7, WINDOW, 100, Duration.ofHours(12), 100), clock::get);

    private static Attempts.Attempt of(String user, String address) {
        try {
            return Attempts.of(user, InetAddress.getByName(address));
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private boolean begins(String user, String address) {
        return attempts.begin(of(user, address)) == null;
    }

    @Test
    void afterSoManyAttemptsAUserIsLockedFromEverywhereUntilTheWindowEnds() {
        for (int i = 0; i < 3; i++) {
            assertThat(begins("ann", "10.0.0." + i)).isTrue();
        }
        clock.addAndGet(Duration.ofMinutes(2).toNanos());

        Fault fault = Objects.requireNonNull(attempts.begin(of("ann", "10.0.0.9")));

        assertThat(fault.status()).isEqualTo(429);
        assertThat(fault.help()).containsExactly("try again in 180 s; until then no password is read");
        assertThat(begins("bob", "10.0.0.9")).isTrue();
        clock.addAndGet(Duration.ofMinutes(3).toNanos());
        assertThat(begins("ann", "10.0.0.9")).isTrue();
    }

    @Test
    void attemptsThatAreRefusedDoNotMakeTheLockLonger() {
        for (int i = 0; i < 1000; i++) {
            begins("ann", "10.0.0.1");
            clock.addAndGet(WINDOW.toNanos() / 1001);
        }
        clock.set(WINDOW.toNanos());

        assertThat(begins("ann", "10.0.0.1")).isTrue();
    }

    @Test
    void oneUsersLockIsNotThatOfTheOthersBehindTheSameAddress() {
        for (int i = 0; i < 1000; i++) {
            begins("ann", "10.0.0.1");
        }

        assertThat(begins("bob", "10.0.0.1")).isTrue();
    }

    @Test
    void anAddressThatTriesManyUsersIsLockedAndOthersAreNot() {
        for (int i = 0; i < 7; i++) {
            assertThat(begins("user" + i, "10.0.0.1")).isTrue();
        }

        assertThat(begins("ann", "10.0.0.1")).isFalse();
        assertThat(begins("ann", "10.0.0.2")).isTrue();
    }

    @Test
    void anIpv6NetworkIsOneAddress() {
        for (int i = 0; i < 7; i++) {
            assertThat(begins("user" + i, "2001:db8:1:2::" + i)).isTrue();
        }

        assertThat(begins("ann", "2001:db8:1:2:ffff::1")).isFalse();
        assertThat(begins("ann", "2001:db8:1:3::1")).isTrue();
    }

    @Test
    void aRightPasswordStartsItsUserAnewAndDoesNotCountForTheAddress() {
        for (int i = 0; i < 50; i++) {
            assertThat(begins("ann", "10.0.0.1")).isTrue();
            attempts.right(of("ann", "10.0.0.1"));
        }
    }

    @Test
    void whatNobodyDecidedDoesNotCount() {
        for (int i = 0; i < 50; i++) {
            assertThat(begins("ann", "10.0.0.1")).isTrue();
            attempts.undecided(of("ann", "10.0.0.1"));
        }
    }
}
