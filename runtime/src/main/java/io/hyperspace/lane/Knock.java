package io.hyperspace.lane;

import io.hyperspace.codec.Stored;
import org.apache.pekko.actor.typed.ActorRef;

/** Asks a star to open a lane; its gravity answers with {@link Greet}. */
public record Knock(ActorRef<Lane.Command> lane) implements StarCommand, GravityCommand, Stored {}
