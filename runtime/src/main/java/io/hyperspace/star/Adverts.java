package io.hyperspace.star;

import io.hyperspace.advert.Advert;
import io.hyperspace.advert.AdvertSettings;
import io.hyperspace.advert.Crier;
import io.hyperspace.space.point.StarKey;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** What a gravity says of its star. It says nothing until it knows how much the star holds. Belongs to gravity. */
final class Adverts {

    private static final int UNKNOWN = -1;

    private final StarKey star;
    private final ActorRef<Crier.Command> crier;
    private final Delays delays;
    private int held = UNKNOWN;
    private int delay;
    private boolean isOver;

    Adverts(StarKey star, ActorRef<Crier.Command> crier, AdvertSettings settings) {
        this.star = star;
        this.crier = crier;
        this.delays = new Delays(settings, System.nanoTime());
    }

    Delays delays() {
        return delays;
    }

    /** The first time that is known is worth telling at once: particles may be waiting for a star. */
    void holds(int particles) {
        boolean isFirst = held == UNKNOWN;
        held = particles;
        if (isFirst && !isOver) {
            crier.tell(new Crier.Heard(advert()));
        }
    }

    /** @param asked when this was put into gravity's mailbox */
    void tell(long asked) {
        long now = System.nanoTime();
        long nanos = now - asked + delays.mean(now);
        delay = (int) Math.min(TimeUnit.NANOSECONDS.toMillis(nanos), Integer.MAX_VALUE);
        if (held != UNKNOWN && !isOver) {
            crier.tell(new Crier.Heard(advert()));
        }
    }

    /** How many particles live in the star; null when that is not known yet. */
    @Nullable Integer living() {
        return held == UNKNOWN ? null : held;
    }

    /** How long waves take, in milliseconds. */
    int delay() {
        return delay;
    }

    private Advert advert() {
        return new Advert(star, held, delay);
    }

    /** The star leaves this Machine. */
    void end() {
        isOver = true;
        crier.tell(new Crier.Left(star));
    }
}
