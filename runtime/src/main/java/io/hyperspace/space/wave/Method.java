package io.hyperspace.space.wave;

import io.hyperspace.space.error.Fault;
import io.hyperspace.space.text.Visible;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a wave asks for, such as {@code Http<Get>} or {@code Ext<Hello>}.
 *
 * @param family the part before the angle bracket
 * @param name the part inside
 */
public record Method(Family family, String name) {

    private static final Pattern FORM = Pattern.compile("(Ext|Http|Cmd|Hyp)<([A-Z][A-Za-z0-9]{0,63})>");

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

        private final String text;

        Family(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
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
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw Fault.of(
                            400,
                            "E0112",
                            Visible.quoted(text) + " is not a method; one reads like Ext<Hello> or Http<Get>")
                    .toException();
        }
        return new Method(Family.of(matcher.group(1)), matcher.group(2));
    }

    @Override
    public String toString() {
        return family + "<" + name + ">";
    }
}
