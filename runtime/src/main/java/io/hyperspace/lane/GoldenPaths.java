package io.hyperspace.lane;

import io.hyperspace.space.error.Fault;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.topology.Topology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * The ways that this Machine's lanes knock by. Each knock looks for its path in the graph as it is at that moment, without
 * the relays that are in doubt because a lane has lost them or hears nothing through them. Where there is no way round them
 * the path leads through them all the same, for stars come back. May be called by all lanes at once.
 */
public final class GoldenPaths {

    private final Topology topology;
    private final long doubtNanos;
    private final BiConsumer<StarKey, Knock> door;
    private final ConcurrentMap<StarKey, Long> doubted = new ConcurrentHashMap<>();

    /**
     * @param doubt how long a relay is gone round
     * @param door gives a knock to a star
     */
    public GoldenPaths(Topology topology, Duration doubt, BiConsumer<StarKey, Knock> door) {
        this.topology = topology;
        this.doubtNanos = doubt.toNanos();
        this.door = door;
    }

    /** Why no wave comes to a star; null when waves do. */
    @Nullable Fault refusal(StarKey star) {
        return topology.refusal(star);
    }

    void knock(StarKey star, ActorRef<Lane.Command> lane) {
        List<StarKey> path = path(star);
        if (!path.isEmpty()) {
            door.accept(path.get(0), new Knock(lane, path.subList(1, path.size()), List.of()));
        }
    }

    List<StarKey> path(StarKey star) {
        List<StarKey> round = topology.path(star, inDoubt(System.nanoTime()));
        return round.isEmpty() ? topology.path(star, Set.of()) : round;
    }

    private Set<StarKey> inDoubt(long now) {
        if (doubted.isEmpty()) {
            return Set.of();
        }
        doubted.values().removeIf(since -> now - since > doubtNanos);
        return new HashSet<>(doubted.keySet());
    }

    void doubt(List<Relay> relays) {
        relays.forEach(relay -> doubted.put(relay.star(), System.nanoTime()));
    }

    /** Somebody was greeted through them. */
    void trust(List<Relay> relays) {
        if (!doubted.isEmpty()) {
            relays.forEach(relay -> doubted.remove(relay.star()));
        }
    }

    /** Those of some relays whose gravity is a certain one. */
    static List<Relay> with(ActorRef<GravityCommand> gravity, List<Relay> relays) {
        return new ArrayList<>(
                relays.stream().filter(relay -> relay.gravity().equals(gravity)).toList());
    }
}
