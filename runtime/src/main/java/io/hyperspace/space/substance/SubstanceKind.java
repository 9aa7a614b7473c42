package io.hyperspace.space.substance;

import java.util.Arrays;
import java.util.List;

/** The kinds of substance that a document may ask for; each prints as its name there. */
public enum SubstanceKind {
    EMPTY("Empty"),
    TEXT("Text"),
    BIN("Bin"),
    INT("Int"),
    BOOLEAN("Boolean"),
    JSON("Json"),
    POINT("Point"),
    LIST("List"),
    MAP("Map"),
    STUB("Stub"),
    /** All about a particle; no body is of this kind yet. */
    DETAILS("Details");

    /** All names, in the order in which they are listed to people. */
    public static final List<String> NAMES =
            Arrays.stream(values()).map(SubstanceKind::toString).toList();

    private final String text;

    SubstanceKind(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException if the text is none of {@link #NAMES} */
    public static SubstanceKind of(String text) {
        int index = NAMES.indexOf(text);
        if (index < 0) {
            throw new IllegalArgumentException("no such substance: " + text);
        }
        return values()[index];
    }

    @Override
    public String toString() {
        return text;
    }
}
