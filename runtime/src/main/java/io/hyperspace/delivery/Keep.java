package io.hyperspace.delivery;

import io.hyperspace.codec.Stored;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Reflected;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * Asks a star to accept a durable wave.
 *
 * @param wave the wave
 * @param replyTo who waits for the target's answer; null when nobody does
 * @param sender who is told that the wave is kept
 */
public record Keep(Directed wave, @Nullable ActorRef<Reflected> replyTo, ActorRef<Kept> sender)
        implements StarOutbox.Command, Stored {}
