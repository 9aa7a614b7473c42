package io.hyperspace.behaviour;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Zips to upload, the good and the bad. */
public final class HostileZip {

    private static final int MEBIBYTE = 1 << 20;
    private static final int BOMB_FILES = 40;
    private static final int BOMB_FILE_MEBIBYTES = 256;

    private HostileZip() {}

    /** A zip of files, by their names, whatever those are. */
    public static byte[] of(Map<String, byte[]> files) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static byte[] of(String name, String content) {
        return of(Map.of(name, content.getBytes(StandardCharsets.UTF_8)));
    }

    /** A zip of some 10 MiB that tells the truth about itself and unpacks to 10 GiB of zeros. */
    static byte[] bomb() {
        byte[] zeros = deflatedZeros();
        CRC32 crc = new CRC32();
        byte[] mebibyte = new byte[MEBIBYTE];
        for (int i = 0; i < BOMB_FILE_MEBIBYTES; i++) {
            crc.update(mebibyte);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream directory = new ByteArrayOutputStream();
        for (int i = 0; i < BOMB_FILES; i++) {
            byte[] name = ("zeros-" + i + ".txt").getBytes(StandardCharsets.UTF_8);
            byte[] facts = facts((int) crc.getValue(), zeros.length, name.length);
            int offset = out.size();
            directory.writeBytes(record(46 + name.length, entry -> entry.putInt(0x02014b50)
                    .putShort((short) 20)
                    .put(facts)
                    .put(new byte[10])
                    .putInt(offset)
                    .put(name)));
            out.writeBytes(record(
                    30 + name.length,
                    header -> header.putInt(0x04034b50).put(facts).put(name)));
            out.writeBytes(zeros);
        }
        int start = out.size();
        out.writeBytes(directory.toByteArray());
        out.writeBytes(record(22, end -> end.putInt(0x06054b50)
                .putInt(0)
                .putShort((short) BOMB_FILES)
                .putShort((short) BOMB_FILES)
                .putInt(directory.size())
                .putInt(start)));
        return out.toByteArray();
    }

    /** What both headers of a file say: version, flags, deflate, time, check sum, sizes, lengths of name and extras. */
    private static byte[] facts(int crc, int compressed, int name) {
        return record(26, facts -> facts.putShort((short) 20)
                .putShort((short) 0)
                .putShort((short) 8)
                .putInt(0)
                .putInt(crc)
                .putInt(compressed)
                .putInt(BOMB_FILE_MEBIBYTES * MEBIBYTE)
                .putShort((short) name));
    }

    /** The compressed form of 1 MiB of zeros, again and again, and an end. */
    private static byte[] deflatedZeros() {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        byte[] chunk = new byte[MEBIBYTE];
        deflater.setInput(new byte[MEBIBYTE]);
        int one = deflater.deflate(chunk, 0, chunk.length, Deflater.FULL_FLUSH);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < BOMB_FILE_MEBIBYTES; i++) {
            out.write(chunk, 0, one);
        }
        deflater.finish();
        int last = deflater.deflate(chunk);
        out.write(chunk, 0, last);
        deflater.end();
        return out.toByteArray();
    }

    private static byte[] record(int size, Consumer<ByteBuffer> fields) {
        byte[] bytes = new byte[size];
        fields.accept(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        return bytes;
    }
}
