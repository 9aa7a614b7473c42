package io.hyperspace.drivers.bundle;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes zips that are good, and zips that no tool would write. */
final class RawZip {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<byte[]> central = new ArrayList<>();

    /** A file, deflated. */
    RawZip file(String name, byte[] content) {
        return entry(name, name, 0, 8, crc(content), deflate(content), content.length);
    }

    RawZip file(String name, String content) {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    RawZip directory(String name) {
        return entry(name, name, 0, 0, 0, new byte[0], 0);
    }

    /** A file, not compressed. */
    RawZip stored(String name, byte[] content) {
        return entry(name, name, 0, 0, crc(content), content, content.length);
    }

    /** Any entry, with whatever it says of itself. */
    RawZip entry(String name, String localName, int flags, int method, long crc, byte[] data, long size) {
        int offset = out.size();
        byte[] local = localName.getBytes(StandardCharsets.ISO_8859_1);
        byte[] start = new byte[30 + local.length];
        ByteBuffer header = littleEndian(start);
        header.putInt(0x04034b50).putShort((short) 20).putShort((short) flags).putShort((short) method);
        header.putInt(0).putInt((int) crc).putInt(data.length).putInt((int) size);
        header.putShort((short) local.length).putShort((short) 0).put(local);
        out.writeBytes(start);
        out.writeBytes(data);

        byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
        byte[] told = new byte[46 + bytes.length];
        ByteBuffer record = littleEndian(told);
        record.putInt(0x02014b50).putShort((short) 20).putShort((short) 20);
        record.putShort((short) flags).putShort((short) method).putInt(0);
        record.putInt((int) crc).putInt(data.length).putInt((int) size);
        record.putShort((short) bytes.length).putShort((short) 0).putShort((short) 0);
        record.putShort((short) 0).putShort((short) 0).putInt(0).putInt(offset).put(bytes);
        central.add(told);
        return this;
    }

    /** Says of the last entry that it lies where the first does, as overlapping bombs do. */
    RawZip overlapFirst(String name) {
        byte[] copy = central.get(0).clone();
        byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, copy, 46, bytes.length);
        central.add(copy);
        return this;
    }

    byte[] bytes() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(out.toByteArray());
        central.forEach(all::writeBytes);
        byte[] last = new byte[22];
        ByteBuffer end = littleEndian(last);
        end.putInt(0x06054b50).putShort((short) 0).putShort((short) 0);
        end.putShort((short) central.size()).putShort((short) central.size());
        end.putInt(all.size() - out.size()).putInt(out.size()).putShort((short) 0);
        all.writeBytes(last);
        return all.toByteArray();
    }

    static byte[] deflate(byte[] content) {
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(content);
        deflater.finish();
        byte[] compressed = drain(deflater, Deflater.NO_FLUSH);
        deflater.end();
        return compressed;
    }

    /** A stream that inflates to so many MiB of zeros, made by repeating the form of one. */
    static byte[] zeros(int mebibytes) {
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(new byte[1 << 20]);
        byte[] one = drain(deflater, Deflater.FULL_FLUSH);
        deflater.end();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < mebibytes; i++) {
            all.writeBytes(one);
        }
        all.writeBytes(deflate(new byte[0]));
        return all.toByteArray();
    }

    private static byte[] drain(Deflater deflater, int flush) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] chunk = new byte[1 << 16];
        int length;
        do {
            length = deflater.deflate(chunk, 0, chunk.length, flush);
            out.write(chunk, 0, length);
        } while (length > 0 && !deflater.finished());
        return out.toByteArray();
    }

    static long crc(byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        return crc.getValue();
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
