package io.hyperspace.lane;

import io.hyperspace.freight.Assembly;
import io.hyperspace.freight.Freight;
import io.hyperspace.freight.Scale;
import java.util.Objects;
import org.apache.pekko.serialization.Serialization;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a gravity gives back to a lane: puts large waves together and hands each on. Belongs to the lane. What comes back was
 * admitted before, so it is counted and never refused, and there is one large wave at a time.
 */
final class Homecoming {

    private static final Logger LOG = LoggerFactory.getLogger(Homecoming.class);

    private final Freight freight;
    private final Strays strays;
    private final Serialization serialization;
    private final Scale unlimited = new Scale("what comes back", Long.MAX_VALUE);
    private @Nullable Assembly assembly;

    Homecoming(Freight freight, Strays strays, Serialization serialization) {
        this.freight = freight;
        this.strays = strays;
        this.serialization = serialization;
    }

    /** Takes the next return of an epoch. */
    void take(Return.Back back) {
        Carry carry = back.wave();
        if (carry != null) {
            take(carry, back.elsewhere());
        }
        Mark mark = back.mark();
        if (mark != null) {
            strays.back(mark, back.elsewhere());
        }
    }

    /** Takes the next return of an epoch, a part of a wave. */
    void take(Return.Piece piece) {
        if (piece.slice().isFirst()) {
            assembly = new Assembly(unlimited, piece.slice());
        }
        if (assembly == null || !assembly.add(piece.slice()) || !assembly.isWhole()) {
            return;
        }
        byte[] whole = assembly.release();
        assembly = null;
        try {
            take(Carry.unpack(Objects.requireNonNull(whole, "there is always room"), serialization), piece.elsewhere());
        } catch (RuntimeException e) {
            LOG.error("a wave that came back cannot be read", e);
        }
    }

    private void take(Carry carry, boolean elsewhere) {
        long load = freight.load(carry.wave());
        freight.leaving().add(load);
        strays.back(new Lane.Send(carry.wave(), carry.replyTo(), true, load), elsewhere);
    }
}
