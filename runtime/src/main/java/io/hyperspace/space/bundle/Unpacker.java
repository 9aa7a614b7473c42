package io.hyperspace.space.bundle;

import java.io.ByteArrayOutputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks the files of one zip, one at a time, and counts the bytes that really come out: what a zip says of its sizes
 * is believed only where it can do no harm. Never holds more than {@code max-file} bytes.
 */
public final class Unpacker {

    private static final int CHUNK = 64 << 10;
    private static final int RATIO_FREE = 1 << 20;

    private final byte[] zip;
    private final BundleLimits limits;
    private final byte[] chunk = new byte[CHUNK];
    private long unpacked;

    public Unpacker(byte[] zip, BundleLimits limits) {
        this.zip = zip;
        this.limits = limits;
    }

    /**
     * The content of a file.
     *
     * @throws io.hyperspace.space.error.HyperspaceException with status 413 as soon as a limit is passed, 400 if the
     *     bytes are damaged
     */
    public byte[] unpack(ZipEntry entry) {
        int expected = (int) Math.min(entry.size(), RATIO_FREE);
        ByteArrayOutputStream out = new ByteArrayOutputStream(Math.max(expected, 32));
        if (entry.method() == ZipEntry.STORED) {
            count(entry, out.size(), entry.compressed());
            out.write(zip, entry.data(), entry.compressed());
        } else {
            inflate(entry, out);
        }
        byte[] content = out.toByteArray();
        CRC32 crc = new CRC32();
        crc.update(content);
        if (content.length != entry.size() || crc.getValue() != entry.crc()) {
            throw ZipFaults.damaged("'" + entry.name() + "' is not what the directory says");
        }
        return content;
    }

    private void inflate(ZipEntry entry, ByteArrayOutputStream out) {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(zip, entry.data(), entry.compressed());
            while (!inflater.finished()) {
                int length = inflater.inflate(chunk);
                if (length == 0 && !inflater.finished()) {
                    throw ZipFaults.damaged("'" + entry.name() + "' breaks off");
                }
                count(entry, out.size(), length);
                out.write(chunk, 0, length);
            }
        } catch (DataFormatException e) {
            throw ZipFaults.damaged("'" + entry.name() + "' does not unpack");
        } finally {
            inflater.end();
        }
    }

    private void count(ZipEntry entry, int before, int more) {
        long size = (long) before + more;
        if (size > limits.maxFile()) {
            throw ZipFaults.fileTooLarge(entry.name(), limits.maxFile());
        }
        if (size > RATIO_FREE && size > (long) limits.maxRatio() * entry.compressed()) {
            throw ZipFaults.tooCompressed(entry.name(), limits.maxRatio());
        }
        unpacked += more;
        if (unpacked > limits.maxUnpacked()) {
            throw ZipFaults.unpacksTooLarge(limits.maxUnpacked());
        }
    }
}
