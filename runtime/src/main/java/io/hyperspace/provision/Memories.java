package io.hyperspace.provision;

import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The memory of particles that are on their way from one place to the next, on disk until they start there.
 *
 * <p>A particle's start takes what there is, whatever becomes of it then, so memory is used once at most. What is there says
 * that the particle has not started since, if nothing can be kept late: a star keeps memory in the name of its <em>life</em>,
 * and from when the next life has begun, nothing can be kept in the name of an earlier one.
 */
public interface Memories {

    /**
     * What one particle leaves behind.
     *
     * @param point where it is
     * @param epoch of the placement that it ran by
     * @param bytes its memory; null when it is lost. The array is shared: do not write to it
     * @param lost why it is lost, in words; null when it is not
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Left(
            Incarnation incarnation,
            Point point,
            long epoch,
            byte @Nullable [] bytes,
            @Nullable String lost) {

        public static Left of(Incarnation incarnation, Point point, long epoch, byte[] bytes) {
            return new Left(incarnation, point, epoch, bytes, null);
        }

        public static Left lost(Incarnation incarnation, Point point, long epoch, String why) {
            return new Left(incarnation, point, epoch, null, why);
        }
    }

    /**
     * Begins a life of a star.
     *
     * @return completes when nothing can be kept any more in the name of an earlier life; whether there was one that did not
     *     {@link #end} in order
     */
    CompletionStage<Boolean> begin(StarKey star, Ulid life);

    /** Ends a life of a star in order: all that its particles had in memory is kept. Nothing can be kept in its name any more. */
    CompletionStage<Void> end(StarKey star, Ulid life);

    /**
     * Keeps what some particles of a star leave behind, all or none, in place of what they left before.
     *
     * @return completes when it is committed; fails with 409 when another life of the star has begun, with 503 when nobody
     *     knows
     */
    CompletionStage<Void> keep(StarKey star, Ulid life, List<Left> some);

    /**
     * Takes what a particle left. It is not there any more when the stage completes.
     *
     * @param epoch of the placement that it starts by; what it left by a later one stays
     */
    CompletionStage<Optional<Left>> take(Incarnation incarnation, long epoch);

    /**
     * Those that left something while they were in a star, and have not taken it yet, in the order of their incarnations.
     *
     * @param behind only those behind this one; null for the first page
     * @param limit how many at most
     */
    CompletionStage<List<Waiting>> waiting(StarKey star, @Nullable Incarnation behind, int limit);

    /**
     * Has what a particle left wait in the star that it lives in now.
     *
     * @param epoch of its placement there; what it left by that or a later one stays where it is
     * @return whether there was anything that it has not taken yet
     */
    CompletionStage<Boolean> follow(Incarnation incarnation, StarKey to, long epoch);

    /** A particle that may take what it left. */
    record Waiting(Incarnation incarnation, Point point) {}
}
