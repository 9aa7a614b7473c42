package io.hyperspace.drivers.artifact;

import io.hyperspace.space.wave.Headers;
import java.util.List;

/** Entity tags of HTTP, weakly compared as {@code if-none-match} wants it. Source: RFC 9110, 8.8.3 and 13.1.2. */
final class EntityTag {

    private EntityTag() {}

    static String of(String digest) {
        return "\"" + digest + "\"";
    }

    /** Whether the sender says that it has the bytes of a digest already. */
    static boolean matches(Headers headers, String digest) {
        String wanted = of(digest);
        for (String line : headers.values().getOrDefault("if-none-match", List.of())) {
            for (String part : line.split(",")) {
                String tag = part.strip();
                if (tag.equals("*") || wanted.equals(tag.startsWith("W/") ? tag.substring(2) : tag)) {
                    return true;
                }
            }
        }
        return false;
    }
}
