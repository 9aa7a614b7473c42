package io.hyperspace.lane;

import io.hyperspace.space.error.Fault;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.topology.Topology;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * The ways that this Machine's lanes knock by. Each knock looks for its path in the graph as it is at that moment, without
 * the relays that are in doubt because a lane has lost them or hears nothing through them. Where there is no way round them
 * all, the path leads through those of which there is least to be feared, for stars come back: one that was silent rather
 * than one that was lost, for the silence may be another star's, and of these the one that was found so first, so that all
 * are tried in turn. May be called by all lanes at once.
 */
public final class GoldenPaths {

    /** The last ones to go through come first. */
    private static final Comparator<Map.Entry<StarKey, Doubt>> WORST_FIRST =
            Map.Entry.comparingByValue((one, other) -> one.isLost() == other.isLost()
                    ? Long.signum(other.since() - one.since())
                    : Boolean.compare(other.isLost(), one.isLost()));

    private final Topology topology;
    private final long doubtNanos;
    private final BiConsumer<StarKey, Knock> door;
    private final ConcurrentMap<StarKey, Doubt> doubted = new ConcurrentHashMap<>();

    /**
     * Why a relay is gone round.
     *
     * @param isLost whether its gravity is gone; else nothing was heard through it
     * @param since when that was found, in {@link System#nanoTime}
     */
    private record Doubt(boolean isLost, long since) {}

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

    /** Knocks, and says by which relays. */
    List<StarKey> knock(StarKey star, ActorRef<Lane.Command> lane) {
        List<StarKey> path = path(star);
        if (path.isEmpty()) {
            return List.of();
        }
        door.accept(path.get(0), new Knock(lane, path.subList(1, path.size()), List.of()));
        return path.subList(0, path.size() - 1);
    }

    List<StarKey> path(StarKey star) {
        List<StarKey> doubtful = worstFirst(System.nanoTime());
        List<StarKey> round = topology.path(star, Set.copyOf(doubtful));
        return round.isEmpty() ? leastDoubtful(star, doubtful) : round;
    }

    /** Goes round one after the other, each if there still is a way. */
    private List<StarKey> leastDoubtful(StarKey star, List<StarKey> worstFirst) {
        List<StarKey> path = topology.path(star, Set.of());
        Set<StarKey> without = new HashSet<>();
        for (StarKey next : worstFirst) {
            without.add(next);
            List<StarKey> round = path.contains(next) ? topology.path(star, without) : path;
            if (round.isEmpty()) {
                without.remove(next);
            } else {
                path = round;
            }
        }
        return path;
    }

    private List<StarKey> worstFirst(long now) {
        if (doubted.isEmpty()) {
            return List.of();
        }
        doubted.values().removeIf(doubt -> isOver(doubt, now));
        return doubted.entrySet().stream()
                .map(doubt -> Map.entry(doubt.getKey(), doubt.getValue()))
                .sorted(WORST_FIRST)
                .map(Map.Entry::getKey)
                .toList();
    }

    private boolean isOver(Doubt doubt, long now) {
        return now - doubt.since() > doubtNanos;
    }

    /** The gravities of some relays are gone. */
    void lost(List<Relay> relays) {
        long now = System.nanoTime();
        relays.forEach(relay -> doubted.put(relay.star(), new Doubt(true, now)));
    }

    /** Nothing was heard through some relays; of one that was lost that says nothing new. */
    void silent(Collection<StarKey> relays) {
        long now = System.nanoTime();
        Doubt silence = new Doubt(false, now);
        relays.forEach(relay ->
                doubted.merge(relay, silence, (known, added) -> known.isLost() && !isOver(known, now) ? known : added));
    }

    /** Somebody was greeted through them. */
    void trust(List<Relay> relays) {
        if (!doubted.isEmpty()) {
            relays.forEach(relay -> doubted.remove(relay.star()));
        }
    }

    /** Those of some relays whose gravity is a certain one. */
    static List<Relay> with(ActorRef<GravityCommand> gravity, List<Relay> relays) {
        return relays.stream().filter(relay -> relay.gravity().equals(gravity)).toList();
    }
}
