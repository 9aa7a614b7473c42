package io.hyperspace.freight;

import io.hyperspace.codec.BodyWeight;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Reflected;

/** What is large on one Machine, and how much of it comes and goes. For all threads. */
public final class Freight {

    private final FreightSettings settings;
    private final Scale leaving;
    private final Scale arriving;

    public Freight(FreightSettings settings) {
        this.settings = settings;
        this.leaving = new Scale("the memory of large waves that leave this Machine", settings.leavingSize());
        this.arriving = new Scale("the memory of large waves that come to this Machine", settings.arrivingSize());
    }

    public FreightSettings settings() {
        return settings;
    }

    /** Bytes that were taken here and have not arrived anywhere. */
    public Scale leaving() {
        return leaving;
    }

    /** Bytes of what is being put together here. */
    public Scale arriving() {
        return arriving;
    }

    /** What a wave counts for; 0 for a small one, which is not counted. */
    public long load(Directed wave) {
        return large(BodyWeight.load(wave));
    }

    /** What an answer counts for; 0 for a small one. */
    public long load(Reflected answer) {
        return large(BodyWeight.load(answer.body(), answer.headers()));
    }

    private long large(long load) {
        return load > settings.part() ? load : 0;
    }
}
