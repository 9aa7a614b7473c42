package io.hyperspace.delivery;

import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.wave.WaveId;

/** The outboxes of all stars, wherever they are. */
public interface Outboxes {

    /** The star that keeps a wave which no particle sends: a way in, the same one each time. */
    StarKey ofGate(WaveId wave);

    /** Asks a star to keep a wave. */
    void keep(StarKey star, Keep keep);
}
