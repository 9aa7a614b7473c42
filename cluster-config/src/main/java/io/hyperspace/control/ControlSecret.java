package io.hyperspace.control;

import io.hyperspace.space.error.HyperspaceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a caller of the control server must know: 256 random bits, kept in {@code control.secret} in the data folder,
 * which only its owner may read. Who has it is the hyperuser on this Machine's control port. It is never logged.
 */
public final class ControlSecret {

    public static final String FILE = "control.secret";

    private static final Logger LOG = LoggerFactory.getLogger(ControlSecret.class);
    private static final int BYTES = 32;
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final String token;

    private ControlSecret(String token) {
        this.token = token;
    }

    /**
     * The secret of a data folder, made at the first call. A file that others could read is closed to them.
     *
     * @throws HyperspaceException 500 when the file is damaged or cannot be written
     */
    public static ControlSecret open(Path data) {
        Path file = data.resolve(FILE);
        try {
            return read(file);
        } catch (NoSuchFileException e) {
            return create(file);
        } catch (IOException e) {
            throw new HyperspaceException(ControlFaults.damagedSecret(file), e);
        }
    }

    /** The token that goes behind {@code Authorization: Bearer}. */
    public String token() {
        return token;
    }

    /** Whether a token is the secret, in a time that does not depend on where they differ. */
    public boolean matches(String other) {
        return MessageDigest.isEqual(token.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "ControlSecret[…]";
    }

    private static ControlSecret read(Path file) throws IOException {
        String text = Files.readString(file).strip();
        if (!FORM.matcher(text).matches()) {
            throw ControlFaults.damagedSecret(file).toException();
        }
        if (isPosix() && !Files.getPosixFilePermissions(file).equals(OWNER_ONLY)) {
            LOG.warn("{} could be read by others; closed it to them", file);
            Files.setPosixFilePermissions(file, OWNER_ONLY);
        }
        return new ControlSecret(text);
    }

    private static ControlSecret create(Path file) {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        try {
            Path part = Files.createTempFile(file.toAbsolutePath().getParent(), FILE, ".part", ownerOnly());
            try {
                Files.writeString(part, text + "\n");
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new HyperspaceException(ControlFaults.cannotStore(file, String.valueOf(e.getMessage())), e);
        }
        return new ControlSecret(text);
    }

    private static FileAttribute<?>[] ownerOnly() {
        return isPosix()
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }
}
