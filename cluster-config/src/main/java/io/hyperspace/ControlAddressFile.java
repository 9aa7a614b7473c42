package io.hyperspace;

import io.hyperspace.control.ControlFaults;
import io.hyperspace.space.error.HyperspaceException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file {@code control.address} in the data folder, which tells the command line where the Machine of that folder
 * listens, so that it may take any free port.
 */
public final class ControlAddressFile {

    public static final String FILE = "control.address";

    private static final Logger LOG = LoggerFactory.getLogger(ControlAddressFile.class);

    private final Path file;
    private final String text;

    private ControlAddressFile(Path file, String text) {
        this.file = file;
        this.text = text;
    }

    static ControlAddressFile write(Path data, InetSocketAddress address) {
        Path file = data.resolve(FILE);
        String text = callable(address) + "\n";
        Path part = data.resolve(FILE + ".part");
        try {
            Files.writeString(part, text);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new HyperspaceException(ControlFaults.cannotStore(file, String.valueOf(e.getMessage())), e);
        }
        return new ControlAddressFile(file, text);
    }

    /** Removes the file, unless another Machine has written it since. */
    void remove() {
        try {
            if (Files.exists(file) && Files.readString(file).equals(text)) {
                Files.delete(file);
            }
        } catch (IOException e) {
            LOG.warn("Could not remove {}", file, e);
        }
    }

    /** An address as people write it; one that means every interface becomes loopback. */
    public static String callable(InetSocketAddress address) {
        InetAddress host = address.getAddress();
        String text = host == null
                ? address.getHostString()
                : host.isAnyLocalAddress() ? InetAddress.getLoopbackAddress().getHostAddress() : host.getHostAddress();
        return (text.indexOf(':') >= 0 ? "[" + text + "]" : text) + ":" + address.getPort();
    }
}
