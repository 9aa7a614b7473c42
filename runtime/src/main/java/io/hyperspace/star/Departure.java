package io.hyperspace.star;

import io.hyperspace.lane.Lane;
import io.hyperspace.lane.Numbered;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.pekko.actor.typed.ActorRef;

/** What a gravity that leaves its Machine gives back, see {@link Gravity}. Belongs to gravity. */
final class Departure {

    private final Admissions admissions;
    private final Returns returns;
    private final Particles particles;
    private final Map<ActorRef<Lane.Command>, List<Numbered>> kept = new HashMap<>();

    Departure(Admissions admissions, Returns returns, Particles particles) {
        this.admissions = admissions;
        this.returns = returns;
        this.particles = particles;
    }

    /** Nothing more is admitted from any. */
    void tellLanes() {
        tellLanes(all -> true);
    }

    /**
     * Nothing more is admitted. Told again and again, for a message may be lost.
     *
     * @param which the lanes for which that is so
     */
    void tellLanes(Predicate<ActorRef<Lane.Command>> which) {
        admissions.forEach((lane, admitted) -> {
            if (which.test(lane)) {
                lane.tell(new Lane.Leaving(admissions.epoch(), admitted));
            }
        });
    }

    /**
     * Asks all to stop who run. A particle that is between two stars is waited for, and so is one that starts, for it may have
     * its memory already.
     */
    void begin(Releases releases) {
        particles.quarantines().leave();
        for (Held held : particles.all()) {
            Release release = held.release();
            if (held.phase() == Held.Phase.RELEASED) {
                continue;
            }
            if (release != null) {
                releases.refuseForNow(release);
                held.release(null);
            }
            if (held.isRunning()) {
                particles.end(held, Held.Phase.LEAVING);
            } else if (!particles.isStarting(held)) {
                keepAll(held);
            }
        }
    }

    /** Ends those who have had time enough. */
    void endParticles() {
        particles.quarantines().giveUp();
        for (Held held : particles.all()) {
            if (held.isRunning()) {
                particles.endNow(held);
            } else {
                keepAll(held);
            }
        }
    }

    void keep(Numbered item) {
        kept.computeIfAbsent(item.lane(), lane -> new ArrayList<>()).add(item);
    }

    /** Keeps what waited for a particle that does not run any more. */
    void keepAll(Held held) {
        particles.forget(held).forEach(this::keep);
    }

    /** Gives back to each lane, in its order, what no particle has begun. */
    void giveBack() {
        admissions.forEach((lane, admitted) -> {
            List<Numbered> items = kept.getOrDefault(lane, List.of());
            items.stream().sorted(Comparator.comparingLong(Numbered::number)).forEach(returns::here);
            returns.moved(lane, admitted);
        });
    }
}
