package io.hyperspace.drivers.user;

import io.hyperspace.space.id.Ulid;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The properties of a User that mean something to a Machine. */
final class UserProperties {

    /** The hash of the password; who has none cannot log in. */
    static final String PASSWORD = "password";

    /** {@code true} for a User who may do nothing. */
    static final String DISABLED = "disabled";

    /**
     * Names the last change that ended all tokens of a User: a token holds the name that was there when it was issued, and
     * is good only while that is the name.
     */
    static final String TOKENS_FROM = "tokens-from";

    /** Before the id of a token that was logged out before its time; the value is when that time comes. */
    private static final String REVOKED = "revoked-tokens.";

    private UserProperties() {}

    static String revoked(Ulid token) {
        return REVOKED + token.toString().toLowerCase(Locale.ROOT);
    }

    static boolean isRevoked(String key) {
        return key.startsWith(REVOKED);
    }

    /** When a token that was logged out expires, in milliseconds of the epoch. */
    static long expiry(@Nullable String value) {
        return value == null ? 0 : Long.parseLong(value);
    }

    /** Whether only Machines may set it. */
    static boolean isKeptByMachines(String key) {
        return key.equals(TOKENS_FROM) || isRevoked(key);
    }
}
