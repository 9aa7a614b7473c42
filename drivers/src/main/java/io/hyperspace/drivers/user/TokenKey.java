package io.hyperspace.drivers.user;

import io.hyperspace.space.error.HyperspaceException;
import java.security.SecureRandom;
import java.util.Base64;

/** What tokens are signed with: at least 256 bits that all Machines share. It does not print. */
public final class TokenKey {

    private static final int MIN_BYTES = 32;

    private final byte[] bytes;

    private TokenKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A new key, as text. */
    public static String random() {
        byte[] random = new byte[MIN_BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getEncoder().encodeToString(random);
    }

    /**
     * The key that a text in Base64 is, of either alphabet.
     *
     * @throws HyperspaceException 400 when it is none or has less than 256 bits; the text is not repeated
     */
    public static TokenKey parse(String text) {
        try {
            byte[] bytes =
                    Base64.getDecoder().decode(text.strip().replace('-', '+').replace('_', '/'));
            if (bytes.length >= MIN_BYTES) {
                return new TokenKey(bytes);
            }
        } catch (IllegalArgumentException e) {
            throw new HyperspaceException(UserFaults.badKey());
        }
        throw new HyperspaceException(UserFaults.badKey());
    }

    byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public String toString() {
        return "TokenKey[…]";
    }
}
