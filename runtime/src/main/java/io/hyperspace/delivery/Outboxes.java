package io.hyperspace.delivery;

import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.wave.WaveId;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** The outboxes of all stars, wherever they are. */
public interface Outboxes {

    /** The star that keeps a wave which no particle sends: a way in, the same one each time. */
    StarKey ofGate(WaveId wave);

    /** The outbox of a star that is on this Machine and stays; null when there is none. */
    @Nullable ActorRef<StarOutbox.Command> near(StarKey star);

    /**
     * Asks a star to keep a wave, wherever it is.
     *
     * @return whether the wave is large and goes there on a way of its own, on which others could pass it
     */
    boolean keep(StarKey star, Keep keep);
}
