package io.hyperspace.space.particle;

/**
 * A property's value. What prints it prints {@link #HIDDEN} for a secret one.
 *
 * @param value any text
 * @param locked whether it can no longer be changed
 * @param secret whether the value is for drivers alone
 */
public record Property(String value, boolean locked, boolean secret) {

    /** What is shown in place of a secret. */
    public static final String HIDDEN = "***";

    /** A value that is no secret. */
    public Property(String value, boolean locked) {
        this(value, locked, false);
    }

    /** The value as it may be shown. */
    public String shown() {
        return secret ? HIDDEN : value;
    }

    @Override
    public String toString() {
        return (locked ? "@" : "") + shown();
    }
}
