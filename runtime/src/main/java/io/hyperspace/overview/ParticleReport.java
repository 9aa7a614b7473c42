package io.hyperspace.overview;

import org.jspecify.annotations.Nullable;

/**
 * How a particle is, as its star says.
 *
 * @param machine the name of the Machine that the star runs on; null when there is no star yet or it did not answer
 * @param activity how the particle is
 * @param memory what became of its memory when it last started: {@code fresh}, with what is known of its star's last place
 *     if that did not end in order, {@code carried} by a move, or {@code lost: } and why; {@code left} while it is between two
 *     places; null when its kind carries none, or it does not run
 */
public record ParticleReport(
        @Nullable String machine,
        Activity activity,
        @Nullable String memory) {

    /** A particle that no star has. */
    public static final ParticleReport UNPLACED = new ParticleReport(null, Activity.IDLE, null);

    /** A particle whose star did not answer. */
    public static final ParticleReport SILENT = new ParticleReport(null, Activity.UNKNOWN, null);

    /** What a particle is doing. */
    public enum Activity {
        /** Its actor runs. */
        ACTIVE,
        /** It is being looked for, or starts. */
        STARTING,
        /** Its actor has been asked to stop. */
        STOPPING,
        /** It failed too often, and is not started. */
        QUARANTINED,
        /** Nothing of it is in memory; the next wave starts it. */
        IDLE,
        /** Its star did not answer in time. */
        UNKNOWN
    }
}
