package io.hyperspace.lane;

import io.hyperspace.codec.Stored;
import io.hyperspace.freight.Reading;
import io.hyperspace.freight.Slices;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Reflected;
import io.hyperspace.space.wave.Signal;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.serialization.Serialization;
import org.jspecify.annotations.Nullable;

/**
 * A wave on a lane.
 *
 * @param lane see {@link Numbered#lane}
 * @param number see {@link Numbered#number}
 * @param wave the wave
 * @param replyTo who takes the answer; null for a signal that nobody keeps
 */
public record Carry(
        ActorRef<Lane.Command> lane,
        long number,
        Directed wave,
        @Nullable ActorRef<Reflected> replyTo) implements Numbered, Stored {

    @Override
    public Point target() {
        return targetOf(wave);
    }

    /** The particle that a wave is for. */
    public static Point targetOf(Directed wave) {
        if (wave instanceof Ping ping) {
            return ping.to();
        }
        if (wave instanceof Signal signal) {
            return signal.to();
        }
        throw new IllegalArgumentException("a ripple has no single target");
    }

    /** The same wave under another number. */
    public Carry withNumber(long other) {
        return new Carry(lane, other, wave, replyTo);
    }

    /** As bytes. */
    byte[] pack(Serialization serialization) {
        return serialization.serialize(this).get();
    }

    /**
     * What {@link #pack} made.
     *
     * @throws RuntimeException when it cannot be read
     */
    public static Carry unpack(byte[] bytes, Serialization serialization) {
        return (Carry) Reading.of(serialization, bytes, WaveSerializer.IDENTIFIER, WaveSerializer.CARRY);
    }

    /** In parts. */
    public Slices cut(Serialization serialization, int part) {
        return new Slices(pack(serialization), part);
    }

    /** The same wave, answered to someone else. */
    public Carry withReplyTo(@Nullable ActorRef<Reflected> other) {
        return new Carry(lane, number, wave, other);
    }
}
