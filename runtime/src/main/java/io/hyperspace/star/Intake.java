package io.hyperspace.star;

import io.hyperspace.freight.Freight;
import io.hyperspace.freight.Shipping;
import io.hyperspace.freight.Slices;
import io.hyperspace.lane.Carry;
import io.hyperspace.lane.Mark;
import io.hyperspace.lane.Numbered;
import io.hyperspace.lane.Part;
import io.hyperspace.lane.Relayed;
import io.hyperspace.trace.Fate;
import org.apache.pekko.serialization.Serialization;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What comes to a gravity from lanes: it is counted, put together from its parts, and let in to the particles or given back.
 * Belongs to gravity.
 */
final class Intake {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final Fate GIVEN_BACK = Fate.passed("given back");

    private final Serialization serialization;
    private final Admissions admissions;
    private final Arrivals arrivals;
    private final Returns returns;
    private final Entrance entrance;
    private final Particles particles;

    Intake(
            Serialization serialization,
            Admissions admissions,
            Arrivals arrivals,
            Returns returns,
            Entrance entrance,
            Particles particles) {
        this.serialization = serialization;
        this.admissions = admissions;
        this.arrivals = arrivals;
        this.returns = returns;
        this.entrance = entrance;
        this.particles = particles;
    }

    /** What has come by relays. What cannot be read is dropped like any message that cannot, and sent again. */
    @Nullable Numbered read(Relayed relayed) {
        try {
            return relayed.item(serialization);
        } catch (RuntimeException e) {
            LOG.error("a wave that was relayed cannot be read", e);
            return null;
        }
    }

    void take(Numbered item) {
        Numbered whole = admit(item);
        if (whole != null) {
            letIn(whole);
        }
    }

    /** Counts what comes; null when it is not the next of its lane, or a part of what is not whole yet. */
    @Nullable Numbered admit(Numbered item) {
        if (!admissions.admit(item)) {
            return null;
        }
        return item instanceof Part part ? arrivals.take(part) : item;
    }

    /** Whether it goes back at once, like what came before it to the same target. */
    boolean isDeparted(Numbered whole) {
        return returns.isDeparted(whole);
    }

    void letIn(Numbered whole) {
        if (isDeparted(whole)) {
            entrance.note(whole, GIVEN_BACK);
            returns.elsewhere(whole);
        } else if (whole instanceof Carry carry) {
            entrance.note(carry, Fate.PASSED);
            entrance.take(carry);
        } else if (whole instanceof Mark mark) {
            particles.take(mark);
        }
    }

    /** What of a wave goes back to a lane in parts; null for one that goes whole. */
    static @Nullable Slices slices(Carry carry, Serialization serialization, Freight freight) {
        boolean isLarge = Shipping.isFar(carry.lane()) && freight.load(carry.wave()) > 0;
        return isLarge ? carry.cut(serialization, freight.settings().part()) : null;
    }
}
