package io.hyperspace.delivery;

import io.hyperspace.space.point.StarKey;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * The outboxes of the stars whose particles run on this Machine. Most durable waves are of particles that live in
 * one of these, and need not go through sharding to it.
 */
public final class NearOutboxes {

    private final ConcurrentMap<StarKey, ActorRef<StarOutbox.Command>> outboxes = new ConcurrentHashMap<>();

    /** The outbox of a star; null when the star is not here, or has left but for what it stores. */
    public @Nullable ActorRef<StarOutbox.Command> of(StarKey star) {
        return outboxes.get(star);
    }

    void enter(StarKey star, ActorRef<StarOutbox.Command> outbox) {
        outboxes.put(star, outbox);
    }

    /** Harmless when another one has come in its place. */
    void leave(StarKey star, ActorRef<StarOutbox.Command> outbox) {
        outboxes.remove(star, outbox);
    }
}
