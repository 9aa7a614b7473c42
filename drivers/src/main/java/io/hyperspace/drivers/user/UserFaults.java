package io.hyperspace.drivers.user;

import io.hyperspace.space.error.Fault;
import java.time.Duration;

/** The faults of users and of logging in: E0331 to E0336. None repeats a password or a token. */
final class UserFaults {

    private UserFaults() {}

    static Fault passwordLength(int min, int max) {
        return Fault.of(422, "E0331", "a password has from " + min + " to " + max + " characters");
    }

    static Fault secondPassword() {
        return Fault.of(422, "E0332", "a user has one password", "give +password once");
    }

    static Fault keptByMachines(String key) {
        return Fault.of(
                422,
                "E0333",
                "property '" + key + "' is kept by the Machines",
                "'hyperspace logout --everywhere' ends all tokens of a user, and so does a new password");
    }

    static Fault mayNotBeLocked(String key) {
        return Fault.of(
                422,
                "E0334",
                "property '" + key + "' of a User may not be locked",
                "a lock would keep everyone from disabling the user or ending their tokens; use + instead of +@");
    }

    static Fault locked(Duration left) {
        long seconds = Math.max(1, left.toSeconds());
        return Fault.of(
                429,
                "E0335",
                "too many wrong passwords",
                "try again in " + seconds + " s; until then no password is read");
    }

    static Fault badKey() {
        return Fault.of(
                400,
                "E0336",
                "hyperspace.token.key holds no key for tokens",
                "a key is at least 256 random bits in Base64, as from: openssl rand -base64 32");
    }
}
