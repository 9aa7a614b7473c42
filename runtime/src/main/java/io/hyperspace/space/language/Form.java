package io.hyperspace.space.language;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The sorts of text that the language has. */
public enum Form {
    POINT,
    KIND,
    SELECTOR,
    COMMAND,
    SCRIPT,
    BIND,
    MECHTRON,
    APP;

    /** What people call it, such as {@code point}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a text of this sort is a document of a bundle. */
    public boolean isDocument() {
        return this == BIND || this == MECHTRON || this == APP;
    }

    /** The words of all sorts. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Form::word).toList();
    }

    public static Optional<Form> of(String word) {
        return Arrays.stream(values()).filter(form -> form.word().equals(word)).findFirst();
    }

    /** What document a file of a bundle is, by the ending of its name. */
    public static Optional<Form> ofFileName(String name) {
        return Arrays.stream(values())
                .filter(form -> form.isDocument() && name.endsWith("." + form.word()))
                .findFirst();
    }
}
