package io.hyperspace.star;

import io.hyperspace.codec.Stored;
import io.hyperspace.lane.GravityCommand;
import io.hyperspace.lane.StarCommand;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.point.Point;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Asks a star to stop a particle and to keep its waves, so that it may be given to another star.
 *
 * @param epoch of its placement, as whoever asks saw it
 */
public record Release(Point point, Incarnation incarnation, long epoch, ActorRef<Release.Released> replyTo)
        implements StarCommand, GravityCommand, Stored {

    /**
     * What becomes of it.
     *
     * @param done the particle has stopped, and starts again in this star only under a later epoch
     * @param left it has left memory behind, and is to be woken where it lives then
     * @param soon when it is not done: what keeps the star from it passes by itself, so that it may be asked again
     * @param gravity is to hear {@link Reassigned}
     */
    public record Released(boolean done, boolean left, boolean soon, ActorRef<GravityCommand> gravity)
            implements Stored {}

    /**
     * The Registry says where the particle lives now; its waves go there.
     *
     * @param epoch of the release that this answers; a star that has let go of the particle by a later one waits on
     */
    public record Reassigned(Point point, Incarnation incarnation, long epoch) implements GravityCommand, Stored {}
}
