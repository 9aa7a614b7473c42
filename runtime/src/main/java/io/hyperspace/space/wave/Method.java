package io.hyperspace.space.wave;

import io.hyperspace.space.error.Fault;
import io.hyperspace.space.text.Visible;
import org.jspecify.annotations.Nullable;

/**
 * What a wave asks for, such as {@code Http<Get>} or {@code Ext<Hello>}.
 *
 * @param family the part before the angle bracket
 * @param name the part inside
 */
public record Method(Family family, String name) {

    /** How long a name is at most. */
    private static final int MAX_NAME = 64;

    public static final Method READ = new Method(Family.CMD, "Read");
    public static final Method HTTP_GET = new Method(Family.HTTP, "Get");

    /** Who defines the methods of a family. */
    public enum Family {
        /** The application. */
        EXT("Ext"),
        /** HTTP. */
        HTTP("Http"),
        /** The particle's own upkeep: Read, Write, Update, Init, Bounce. */
        CMD("Cmd"),
        /** The infrastructure alone. */
        HYP("Hyp");

        private static final Family[] ALL = values();

        private final String text;

        Family(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }

        /** The family that the first characters of a text name, or null. */
        private static @Nullable Family startOf(String text, int length) {
            for (Family family : ALL) {
                if (family.text.length() == length && text.startsWith(family.text)) {
                    return family;
                }
            }
            return null;
        }

        /** @throws IllegalArgumentException if the text is no family */
        public static Family of(String text) {
            for (Family family : values()) {
                if (family.text.equals(text)) {
                    return family;
                }
            }
            throw new IllegalArgumentException("no such method family: " + text);
        }
    }

    public static Method ext(String name) {
        return new Method(Family.EXT, name);
    }

    public static Method http(String name) {
        return new Method(Family.HTTP, name);
    }

    public static Method cmd(String name) {
        return new Method(Family.CMD, name);
    }

    /** @throws io.hyperspace.space.error.HyperspaceException with status 400 if the text is not a method */
    public static Method parse(String text) {
        int open = text.indexOf('<');
        int close = text.length() - 1;
        Family family = open < 0 ? null : Family.startOf(text, open);
        if (family == null || text.charAt(close) != '>' || !isName(text, open + 1, close)) {
            throw Fault.of(
                            400,
                            "E0112",
                            Visible.quoted(text) + " is not a method; one reads like Ext<Hello> or Http<Get>")
                    .toException();
        }
        return new Method(family, text.substring(open + 1, close));
    }

    /** A capital letter, then letters and digits. By hand, for every wave from another Machine names its method. */
    private static boolean isName(String text, int start, int end) {
        if (start >= end || end - start > MAX_NAME || text.charAt(start) < 'A' || text.charAt(start) > 'Z') {
            return false;
        }
        for (int i = start + 1; i < end; i++) {
            char c = text.charAt(i);
            if ((c < 'A' || c > 'Z') && (c < 'a' || c > 'z') && (c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return family + "<" + name + ">";
    }
}
