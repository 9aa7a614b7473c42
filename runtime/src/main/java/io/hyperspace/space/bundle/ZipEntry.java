package io.hyperspace.space.bundle;

/**
 * One entry of a zip's central directory.
 *
 * @param name as written; a directory's ends in a slash
 * @param method 0 stored, 8 deflated
 * @param crc the CRC-32 of the content, unsigned
 * @param compressed how many bytes of the zip it takes
 * @param size how many bytes it says it unpacks to
 * @param data where its compressed bytes start in the zip
 */
public record ZipEntry(String name, int method, long crc, int compressed, long size, int data) {

    static final int STORED = 0;
    static final int DEFLATED = 8;

    boolean isDirectory() {
        return name.endsWith("/");
    }
}
