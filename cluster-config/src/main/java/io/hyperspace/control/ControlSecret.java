package io.hyperspace.control;

import io.hyperspace.secret.Secret;
import io.hyperspace.space.error.HyperspaceException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * What a caller of the control server must know, kept in {@code control.secret} in the data folder. Who has it is the
 * hyperuser on this Machine's control port. It is never logged.
 */
public final class ControlSecret {

    public static final String FILE = "control.secret";

    private final Secret secret;

    private ControlSecret(Secret secret) {
        this.secret = secret;
    }

    /**
     * The secret of a data folder, made at the first call. A file that others could read is closed to them.
     *
     * @throws HyperspaceException 500 when the file is damaged or cannot be written
     */
    public static ControlSecret open(Path data) {
        Path file = data.resolve(FILE);
        try {
            return new ControlSecret(Secret.read(file));
        } catch (NoSuchFileException e) {
            return create(file);
        } catch (IOException e) {
            throw new HyperspaceException(ControlFaults.damagedSecret(file), e);
        }
    }

    private static ControlSecret create(Path file) {
        try {
            return new ControlSecret(Secret.create(file));
        } catch (IOException e) {
            throw new HyperspaceException(ControlFaults.cannotStore(file, String.valueOf(e.getMessage())), e);
        }
    }

    /** The token that goes behind {@code Authorization: Bearer}. */
    public String token() {
        return secret.text();
    }

    /** Whether a token is the secret, in a time that does not depend on where they differ. */
    public boolean matches(String other) {
        return secret.matches(other);
    }

    @Override
    public String toString() {
        return "ControlSecret[…]";
    }
}
