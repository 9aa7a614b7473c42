package io.hyperspace.lane;

import io.hyperspace.freight.Reading;
import io.hyperspace.space.trace.TracedWave;
import java.util.List;
import java.util.Objects;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.serialization.Serialization;
import org.jspecify.annotations.Nullable;

/**
 * What a lane carries on its way through relays. Each takes itself off the gravities that are ahead, so there are as many
 * hops as the lane has named and no more. It names gravities and not stars: a number counts in one life of a gravity, and
 * must not come to the next.
 *
 * <p>What leaves the Machine on its way is packed once, where it begins, and unpacked once, where it ends. No relay reads it.
 *
 * @param ahead where it still goes after the one that has it now, at last to the gravity that admits it
 * @param whole what is carried, or null
 * @param packed the wave, or the part of one, in bytes, or null
 * @param traced names the wave when its way is recorded, for no relay reads it; else null
 */
public record Relayed(
        List<ActorRef<GravityCommand>> ahead,
        @Nullable Numbered whole,
        @Nullable Packed packed,
        @Nullable TracedWave traced)
        implements GravityCommand {

    /**
     * The bytes of a {@link Carry} or a {@link Part}. Nobody compares them.
     *
     * @param manifest which it is
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Packed(byte[] bytes, String manifest) {}

    public Relayed {
        ahead = List.copyOf(ahead);
    }

    static Relayed whole(List<ActorRef<GravityCommand>> ahead, Numbered item) {
        return new Relayed(ahead, item, null, traced(item));
    }

    private static @Nullable TracedWave traced(Numbered item) {
        return item instanceof Carry carry ? TracedWave.of(carry.wave()) : null;
    }

    /** Packs a wave or a part of one; a mark has nothing to pack. */
    static Relayed packed(List<ActorRef<GravityCommand>> ahead, Numbered item, Serialization serialization) {
        if (item instanceof Mark) {
            return whole(ahead, item);
        }
        String manifest = item instanceof Part ? WaveSerializer.PART : WaveSerializer.CARRY;
        return new Relayed(ahead, null, new Packed(serialization.serialize(item).get(), manifest), traced(item));
    }

    /** Whether it is with the gravity that admits it. */
    public boolean hasArrived() {
        return ahead.isEmpty();
    }

    /** Gives it to the next on its way. */
    public void passOn() {
        ahead.get(0).tell(new Relayed(ahead.subList(1, ahead.size()), whole, packed, traced));
    }

    /**
     * What was carried.
     *
     * @throws RuntimeException when that cannot be read
     */
    public Numbered item(Serialization serialization) {
        if (packed != null) {
            return (Numbered) Reading.of(serialization, packed.bytes(), WaveSerializer.IDENTIFIER, packed.manifest());
        }
        return Objects.requireNonNull(whole, "it is one of the two");
    }
}
