package io.hyperspace.lane;

import io.hyperspace.codec.Stored;
import io.hyperspace.space.point.StarKey;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Asks a star to open a lane; its gravity answers with {@link Greet}. In a graph it comes by the path that the waves will
 * take, and collects the gravities that are to pass them on.
 *
 * @param lane who knocks
 * @param ahead the stars that it is still to come to, the one that it asks last; none when it is there
 * @param passed those that it has come by
 */
public record Knock(ActorRef<Lane.Command> lane, List<StarKey> ahead, List<Relay> passed)
        implements StarCommand, GravityCommand, Stored {

    public Knock {
        ahead = List.copyOf(ahead);
        passed = List.copyOf(passed);
    }

    /** At the star that it asks. */
    static Knock at(ActorRef<Lane.Command> lane) {
        return new Knock(lane, List.of(), List.of());
    }

    /** On its way to the first of those ahead. */
    public Knock passing(Relay relay) {
        List<Relay> more = new ArrayList<>(passed);
        more.add(relay);
        return new Knock(lane, ahead.subList(1, ahead.size()), more);
    }
}
