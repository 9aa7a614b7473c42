package io.hyperspace.space.particle;

/** The life cycle of a particle as the Registry stores it. */
public enum Status {
    READY("Ready"),
    PANIC("Panic"),
    DELETED("Deleted");

    private final String text;

    Status(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }

    /** @throws IllegalArgumentException if no status has that name */
    public static Status of(String text) {
        for (Status status : values()) {
            if (status.text.equals(text)) {
                return status;
            }
        }
        throw new IllegalArgumentException("no such status: " + text);
    }
}
