package io.hyperspace.space.wave;

import java.util.Locale;

/** How much a wave survives. */
public enum Handling {
    /** Memory only. */
    IMMEDIATE("Immediate"),
    /** Kept by the sender's Machine until acknowledged. */
    QUEUED("Queued"),
    /** Kept on disk by the sending star, unless it is answered soon, until the target has stored its effect. */
    DURABLE("Durable");

    private final String text;

    Handling(String text) {
        this.text = text;
    }

    /**
     * Reads its text, in capital or small letters.
     *
     * @throws IllegalArgumentException if the text is no handling
     */
    public static Handling parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (Handling handling : values()) {
            if (handling.text.toLowerCase(Locale.ROOT).equals(lower)) {
                return handling;
            }
        }
        throw new IllegalArgumentException("it is one of Immediate, Queued, Durable");
    }

    @Override
    public String toString() {
        return text;
    }
}
