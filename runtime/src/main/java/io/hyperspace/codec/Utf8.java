package io.hyperspace.codec;

/** How long texts are as UTF-8. */
final class Utf8 {

    private static final int ONE = 0x80;
    private static final int TWO = 0x800;

    private Utf8() {}

    /** Bytes of a text, which is not written for that. Half of a pair alone is written as one byte. */
    static long length(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (next < ONE) {
                bytes++;
            } else if (next < TWO) {
                bytes += 2;
            } else if (!Character.isSurrogate(next)) {
                bytes += 3;
            } else if (i + 1 < text.length() && Character.isSurrogatePair(next, text.charAt(i + 1))) {
                bytes += 4;
                i++;
            } else {
                bytes++;
            }
        }
        return bytes;
    }
}
