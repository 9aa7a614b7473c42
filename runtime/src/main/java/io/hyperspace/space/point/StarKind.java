package io.hyperspace.space.point;

import java.util.Locale;

/** What a star is for. */
public enum StarKind {
    /** Root and global particles. */
    CENTRAL,
    /** Finds who can take a particle. */
    SUPER,
    /** Relays. */
    NEXUS,
    /** Runs code. */
    MAELSTROM,
    /** Holds durable content. */
    SCRIBE,
    /** The way in. */
    JUMP,
    /** The way out. */
    FOLD,
    /** One a Machine; never a placement target. */
    MACHINE;

    /** The name in a star key, such as {@code maelstrom}. */
    public String starName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What a Machine is said to have in its cluster that takes stars of this kind, such as {@code star-maelstrom}. */
    public String role() {
        return "star-" + starName();
    }

    /** @throws IllegalArgumentException if no kind of star has that name */
    public static StarKind ofStarName(String starName) {
        return valueOf(starName.toUpperCase(Locale.ROOT));
    }
}
