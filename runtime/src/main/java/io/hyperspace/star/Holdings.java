package io.hyperspace.star;

import io.hyperspace.delivery.Remembered;
import io.hyperspace.space.particle.Incarnation;
import java.util.List;

/** Where gravity notes what is to outlive it. Losing the last notes is harmless: the Registry decides. */
interface Holdings {

    /** The star holds a particle. */
    void hold(Incarnation particle);

    /** A particle does not live in the star, or no more; it may never have. */
    void letGo(Incarnation particle);

    /**
     * The control plane has stored that the star holds these, and no others.
     *
     * @param upTo the number of the last call of {@link #letGo} that it knew of, counted from 1
     */
    void stored(Incarnations now, long upTo);

    /** The star leaves this Machine, and has answered these waves. */
    void handOver(List<Remembered> answered);
}
