package io.hyperspace.space.bundle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A zip in memory, read by its central directory alone, so that there is one opinion of what it holds. It is strict: a
 * zip with anything in front, behind or out of place is damaged, and features that no tool needs for a bundle are
 * refused. Memory is bounded by the zip and the limit of entries, whatever the zip says of itself. Source: PKWARE
 * APPNOTE.TXT 6.3.10, 4.3.
 */
final class ZipArchive {

    private static final int END_SIGNATURE = 0x06054b50;
    private static final int CENTRAL_SIGNATURE = 0x02014b50;
    private static final int LOCAL_SIGNATURE = 0x04034b50;
    private static final int END_SIZE = 22;
    private static final int CENTRAL_SIZE = 46;
    private static final int LOCAL_SIZE = 30;
    private static final int MAX_COMMENT = 0xffff;
    private static final int ZIP64_MARK = 0xffff;
    private static final int ENCRYPTED_FLAGS = 1 | 1 << 6 | 1 << 13;

    private final ByteBuffer bytes;
    private final int maxEntries;
    private int centralStart;

    private ZipArchive(byte[] bytes, int maxEntries) {
        this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        this.maxEntries = maxEntries;
    }

    /**
     * The entries of a zip, in the order of its directory.
     *
     * @throws io.hyperspace.space.error.HyperspaceException with status 400 for what is not a whole, plain zip, 413 for
     *     too many entries
     */
    static List<ZipEntry> entries(byte[] zip, int maxEntries) {
        return new ZipArchive(zip, maxEntries).read();
    }

    private List<ZipEntry> read() {
        int end = findEnd();
        int count = u16(end + 10);
        long size = u32(end + 12);
        long start = u32(end + 16);
        if (count == ZIP64_MARK || start == 0xffffffffL) {
            throw ZipFaults.unsupported("the zip64 form");
        }
        if (u16(end + 4) != 0 || u16(end + 6) != 0 || u16(end + 8) != count) {
            throw ZipFaults.unsupported("several volumes");
        }
        if (start + size != end) {
            throw ZipFaults.damaged("its directory is not where it says");
        }
        if (count > maxEntries) {
            throw ZipFaults.tooManyFiles(maxEntries);
        }
        centralStart = (int) start;
        return entries(count, end);
    }

    private int findEnd() {
        int last = bytes.capacity() - END_SIZE;
        for (int at = last; at >= Math.max(0, last - MAX_COMMENT); at--) {
            if (bytes.getInt(at) == END_SIGNATURE && at + END_SIZE + u16(at + 20) == bytes.capacity()) {
                return at;
            }
        }
        throw ZipFaults.notAZip("it has no directory of files at its end");
    }

    private List<ZipEntry> entries(int count, int end) {
        List<ZipEntry> entries = new ArrayList<>(count);
        int at = centralStart;
        for (int i = 0; i < count; i++) {
            if (at + CENTRAL_SIZE > end || bytes.getInt(at) != CENTRAL_SIGNATURE) {
                throw ZipFaults.damaged("its directory breaks off");
            }
            int next = at + CENTRAL_SIZE + u16(at + 28) + u16(at + 30) + u16(at + 32);
            if (next > end) {
                throw ZipFaults.damaged("its directory breaks off");
            }
            entries.add(entry(at));
            at = next;
        }
        if (at != end) {
            throw ZipFaults.damaged("its directory is longer than it says");
        }
        return entries;
    }

    private ZipEntry entry(int at) {
        String name = text(at + CENTRAL_SIZE, u16(at + 28));
        if ((u16(at + 8) & ENCRYPTED_FLAGS) != 0) {
            throw ZipFaults.encrypted(name);
        }
        int method = u16(at + 10);
        if (method != ZipEntry.STORED && method != ZipEntry.DEFLATED) {
            throw ZipFaults.unsupported("compression method " + method);
        }
        long compressed = u32(at + 20);
        long data = data(name, u32(at + 42));
        if (data + compressed > centralStart) {
            throw ZipFaults.damaged("a file reaches beyond the files");
        }
        return new ZipEntry(name, method, u32(at + 16), (int) compressed, u32(at + 24), (int) data);
    }

    /** Where the bytes start behind the entry's local header, which must tell of the same name. */
    private long data(String name, long local) {
        if (local + LOCAL_SIZE > centralStart || bytes.getInt((int) local) != LOCAL_SIGNATURE) {
            throw ZipFaults.damaged("a file is not where the directory says");
        }
        int header = (int) local;
        int nameLength = u16(header + 26);
        long data = local + LOCAL_SIZE + nameLength + u16(header + 28);
        if (data > centralStart || !text(header + LOCAL_SIZE, nameLength).equals(name)) {
            throw ZipFaults.damaged("a file has another name than the directory says");
        }
        return data;
    }

    /** Names are read byte by byte: whatever is not ASCII is refused as a name later. */
    private String text(int at, int length) {
        return new String(bytes.array(), at, length, StandardCharsets.ISO_8859_1);
    }

    private int u16(int at) {
        return Short.toUnsignedInt(bytes.getShort(at));
    }

    private long u32(int at) {
        return Integer.toUnsignedLong(bytes.getInt(at));
    }
}
