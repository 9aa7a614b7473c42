package io.hyperspace.lane;

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
 * <p>A wave whose way leaves the Machine is packed once, where it begins, and unpacked once, where it ends. No relay reads
 * it.
 *
 * @param ahead where it still goes after the one that has it now, at last to the gravity that admits it
 * @param wave the wave, or null
 * @param mark the mark, or null
 * @param packed the wave in bytes, or null
 * @param traced names the wave when its way is recorded, for no relay reads it; else null
 */
public record Relayed(
        List<ActorRef<GravityCommand>> ahead,
        @Nullable Carry wave,
        @Nullable Mark mark,
        @Nullable Packed packed,
        @Nullable TracedWave traced)
        implements GravityCommand {

    /** The bytes of a {@link Carry}. Nobody compares them. */
    @SuppressWarnings("ArrayRecordComponent")
    record Packed(byte[] bytes) {}

    public Relayed {
        ahead = List.copyOf(ahead);
    }

    static Relayed whole(List<ActorRef<GravityCommand>> ahead, Numbered item) {
        return new Relayed(
                ahead,
                item instanceof Carry carry ? carry : null,
                item instanceof Mark mark ? mark : null,
                null,
                item instanceof Carry carry ? TracedWave.of(carry.wave()) : null);
    }

    /** Packs a wave; a mark has nothing to pack. */
    static Relayed packed(List<ActorRef<GravityCommand>> ahead, Numbered item, Serialization serialization) {
        if (item instanceof Carry carry) {
            byte[] bytes = serialization.serialize(carry).get();
            return new Relayed(ahead, null, null, new Packed(bytes), TracedWave.of(carry.wave()));
        }
        return whole(ahead, item);
    }

    /** Whether it is with the gravity that admits it. */
    public boolean hasArrived() {
        return ahead.isEmpty();
    }

    /** Gives it to the next on its way. */
    public void passOn() {
        ahead.get(0).tell(new Relayed(ahead.subList(1, ahead.size()), wave, mark, packed, traced));
    }

    /**
     * What was carried.
     *
     * @throws RuntimeException when that cannot be read
     */
    public Numbered item(Serialization serialization) {
        if (packed != null) {
            return (Carry) serialization
                    .deserialize(packed.bytes(), WaveSerializer.IDENTIFIER, WaveSerializer.CARRY)
                    .get();
        }
        return wave != null ? wave : Objects.requireNonNull(mark, "it is one of the three");
    }
}
