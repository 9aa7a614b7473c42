package io.hyperspace.lane;

import io.hyperspace.codec.Stored;
import io.hyperspace.freight.Slice;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.wave.Reflected;
import io.hyperspace.space.wave.WaveId;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * A part of a wave that is too large for one message. The parts of a wave have numbers of their lane, each one of its own,
 * and between them there may be other waves, but none to the same target. With the last part gravity has the wave, under
 * that part's number.
 *
 * @param lane see {@link Numbered#lane}
 * @param number see {@link Numbered#number}
 * @param target whom the wave is for
 * @param wave its id
 * @param replyTo who takes the answer; null when nobody does
 * @param slice of the bytes of the wave as a {@link Carry}
 */
public record Part(
        ActorRef<Lane.Command> lane,
        long number,
        Point target,
        WaveId wave,
        @Nullable ActorRef<Reflected> replyTo,
        Slice slice)
        implements Numbered, Stored {}
