package io.hyperspace.star;

import io.hyperspace.lane.StarCommand;
import io.hyperspace.space.point.StarKey;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * The stars that are on this Machine. Who knocks from here need not go through sharding, which keeps back what is for a star
 * that it hands over, though particles of the star may still have to ask each other something to finish.
 */
public final class NearStars {

    private final ConcurrentMap<StarKey, ActorRef<StarCommand>> stars = new ConcurrentHashMap<>();

    /** A star; null when it is not here. */
    public @Nullable ActorRef<StarCommand> of(StarKey star) {
        return stars.get(star);
    }

    void enter(StarKey star, ActorRef<StarCommand> at) {
        stars.put(star, at);
    }

    /** Harmless when another one has come in its place. */
    void leave(StarKey star, ActorRef<StarCommand> at) {
        stars.remove(star, at);
    }
}
