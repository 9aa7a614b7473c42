package io.hyperspace.secret;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/** 256 random bits, as 43 characters of base64url, that are kept in a file of their owner's alone and never printed. */
public final class Secret {

    private static final int BYTES = 32;
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    /** What a file holds. */
    public static final class DamagedException extends IOException {
        private static final long serialVersionUID = 1;

        DamagedException(Path file) {
            super("'" + file + "' holds no secret");
        }
    }

    /**
     * The secret in a file.
     *
     * @throws NoSuchFileException when there is no file
     * @throws DamagedException when something else is in it
     */
    public static Secret read(Path file) throws IOException {
        String text = OwnerOnly.read(file);
        if (!FORM.matcher(text).matches()) {
            throw new DamagedException(file);
        }
        return new Secret(text);
    }

    /** Makes one and puts it into a file, in the place of one that is there. */
    public static Secret create(Path file) throws IOException {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        Secret secret = new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(random));
        OwnerOnly.write(file, secret.text);
        return secret;
    }

    /** The secret itself, for whoever has to show it. */
    public String text() {
        return text;
    }

    /** Whether a text is the secret, in a time that does not depend on where they differ. */
    public boolean matches(String other) {
        return MessageDigest.isEqual(text.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "Secret[…]";
    }
}
