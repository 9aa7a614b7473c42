package io.hyperspace.star;

import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.traversal.Recall;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Why particles of a star have lost their memory here, until they start again and say so. Belongs to gravity.
 *
 * <p>Invariant: of {@code losses} particles at most; of one more the oldest is forgotten, which then only says that it has
 * none from before.
 */
final class Losses {

    private final int limit;
    private final Map<Incarnation, String> reasons = new LinkedHashMap<>();

    Losses(int limit) {
        this.limit = limit;
    }

    void note(Incarnation particle, String why) {
        reasons.remove(particle);
        reasons.put(particle, why);
        if (reasons.size() > limit) {
            reasons.remove(reasons.keySet().iterator().next());
        }
    }

    void forget(Incarnation particle) {
        reasons.remove(particle);
    }

    /** What a particle that has started says of its memory, by what it found. */
    Recall told(Incarnation particle, Recall found) {
        String why = reasons.remove(particle);
        return why != null && found.outcome() == Recall.Outcome.FRESH ? Recall.lost(why) : found;
    }
}
