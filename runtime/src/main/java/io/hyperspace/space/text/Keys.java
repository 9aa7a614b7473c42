package io.hyperspace.space.text;

import java.util.regex.Pattern;

/** The keys of properties: skewer-case words joined by dots, at most 128 characters. */
public final class Keys {

    public static final int MAX_LENGTH = 128;

    private static final Pattern FORM =
            Pattern.compile("[a-z][a-z0-9]*(?:-[a-z0-9]+)*(?:\\.[a-z0-9]+(?:-[a-z0-9]+)*)*");

    private Keys() {}

    public static boolean isKey(String text) {
        return text.length() <= MAX_LENGTH && FORM.matcher(text).matches();
    }

    /** @throws IllegalArgumentException if the text is not a key */
    public static String checked(String text) {
        if (!isKey(text)) {
            throw new IllegalArgumentException("a key reads like max-size or limits.max-size");
        }
        return text;
    }
}
