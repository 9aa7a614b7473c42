package io.hyperspace.drivers.user;

import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.particle.PropertyRule;
import java.util.List;
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

    /** What the Registry holds every User to. */
    static final List<PropertyRule> RULES = List.of(
            PropertyRule.of(PASSWORD)
                    .matching(
                            "\\$argon2id\\$v=19\\$m=[0-9]{1,7},t=[0-9]{1,3},p=[0-9]\\$[A-Za-z0-9+/]{22,}\\$[A-Za-z0-9+/]{43,}")
                    .asSecret(),
            PropertyRule.of(DISABLED).matching("true|false"),
            PropertyRule.of(TOKENS_FROM).matching("[0-9A-Z]{26}"));

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
