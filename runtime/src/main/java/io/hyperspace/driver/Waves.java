package io.hyperspace.driver;

import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Access;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.Signal;
import java.util.concurrent.CompletionStage;

/** Sends waves into the Hyperverse. For infrastructure: it sends what it is given, {@code from} and agent included. */
public interface Waves {

    /** Sends a ping; faults come as pongs, the stage does not fail, and it completes by the ping's deadline. */
    CompletionStage<Pong> ping(Ping ping);

    void signal(Signal signal);

    /** The record of a point, from this Machine's copy; 404 when there is none. */
    CompletionStage<ParticleRecord> record(Point point);

    /** What an agent may do with a point by the rules of now; a change that was answered before the call is in it. */
    CompletionStage<Access> access(Agent agent, Point point);
}
