package io.hyperspace.star;

import io.hyperspace.freight.Assembly;
import io.hyperspace.freight.Scale;
import io.hyperspace.lane.Carry;
import io.hyperspace.lane.Lane;
import io.hyperspace.lane.Part;
import io.hyperspace.lane.Pongs;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.wave.WaveId;
import java.util.HashMap;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.serialization.Serialization;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The large waves that gravity has admitted some parts of. Belongs to gravity.
 *
 * <p>Parts come here in the order of their lane's numbers, each once, because gravity admits them so. A wave for which there
 * is no room is refused with 429 at its first part, and its other parts are let go. What is not whole when gravity ends, or
 * its lane, is dropped: the lane has it still.
 */
final class Arrivals {

    private static final Logger LOG = LoggerFactory.getLogger(Arrivals.class);

    private final Scale scale;
    private final Serialization serialization;
    private final Map<ActorRef<Lane.Command>, Map<WaveId, Assembly>> lanes = new HashMap<>();

    Arrivals(Scale scale, Serialization serialization) {
        this.scale = scale;
        this.serialization = serialization;
    }

    /** Takes a part; gives the wave when it was the last, else null. */
    @Nullable Carry take(Part part) {
        Map<WaveId, Assembly> waves = lanes.computeIfAbsent(part.lane(), lane -> new HashMap<>(2));
        if (part.slice().isFirst()) {
            begin(part, waves);
        }
        Assembly assembly = waves.get(part.wave());
        if (assembly == null || !assembly.add(part.slice()) || !assembly.isWhole()) {
            return null;
        }
        waves.remove(part.wave());
        byte[] whole = assembly.release();
        return whole == null ? null : read(whole, part);
    }

    private void begin(Part part, Map<WaveId, Assembly> waves) {
        Assembly assembly = new Assembly(scale, part.slice());
        Assembly before = waves.put(part.wave(), assembly);
        if (before != null) {
            before.release();
        }
        if (!assembly.isKept()) {
            refuse(part, scale.full());
        }
    }

    private @Nullable Carry read(byte[] whole, Part part) {
        try {
            return Carry.unpack(whole, serialization).withNumber(part.number());
        } catch (RuntimeException e) {
            LOG.error("wave {}, which came in parts, cannot be read", part.wave(), e);
            refuse(part, HyperspaceException.faultOf(e));
            return null;
        }
    }

    private static void refuse(Part part, Fault fault) {
        if (part.replyTo() != null) {
            part.replyTo().tell(Pongs.of(part.wave(), part.target(), fault));
        }
    }

    void forget(ActorRef<Lane.Command> lane) {
        Map<WaveId, Assembly> waves = lanes.remove(lane);
        if (waves != null) {
            waves.values().forEach(Assembly::release);
        }
    }

    void forgetAll() {
        lanes.values().forEach(waves -> waves.values().forEach(Assembly::release));
        lanes.clear();
    }
}
