package io.hyperspace.machine;

import io.hyperspace.lane.StarCommand;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.point.StarKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.PoisonPill;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.cluster.sharding.ClusterSharding;
import org.apache.pekko.cluster.sharding.ShardRegion;
import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.pattern.Patterns;
import org.jspecify.annotations.Nullable;

/**
 * The ways from this Machine to stars of each kind: the shard regions. A Machine that leaves shuts its regions down. A region
 * that does so is gone when its last star is, and does not end while anything waits in it for a star that has no place yet. So
 * from then on a proxy stands in its place, which has no stars, follows them wherever they go, and is waited for by nobody.
 *
 * <p>Invariant: nothing of this Machine is given to a region once that shuts down.
 */
final class StarDoors {

    private final ActorSystem<?> system;
    private final Map<StarKind, ActorRef<ShardingEnvelope<StarCommand>>> regions;
    private final Duration handOff;
    private volatile Map<StarKind, ActorRef<ShardingEnvelope<StarCommand>>> doors;

    /** @param handOff how long sharding waits for a star that is handed over */
    StarDoors(ActorSystem<?> system, Map<StarKind, ActorRef<ShardingEnvelope<StarCommand>>> regions, Duration handOff) {
        this.system = system;
        this.regions = Map.copyOf(regions);
        this.handOff = handOff;
        this.doors = this.regions;
    }

    /** The name of a kind in sharding. */
    static String typeName(StarKind kind) {
        return "star-" + kind.starName();
    }

    /** Every star is a shard of its own. */
    static String shard(String star) {
        return Integer.toString(StarKey.parse(star).index());
    }

    /** Whether a Machine says which kinds of stars it takes; one that does not takes every kind. */
    static boolean hasRoles(Cluster cluster) {
        return cluster.selfMember().getRoles().stream().anyMatch(role -> EnumSet.allOf(StarKind.class).stream()
                .anyMatch(kind -> kind.role().equals(role)));
    }

    ActorRef<ShardingEnvelope<StarCommand>> of(StarKey star) {
        ActorRef<ShardingEnvelope<StarCommand>> door = doors.get(StarKind.ofStarName(star.name()));
        if (door == null) {
            throw new IllegalStateException("no such star: " + star);
        }
        return door;
    }

    /**
     * Hands over the stars of this Machine.
     *
     * @return completes when all are gone, or have used up their time; never fails
     */
    CompletionStage<Done> leave() {
        Map<StarKind, ActorRef<ShardingEnvelope<StarCommand>>> left = new EnumMap<>(regions);
        List<StarKind> taken = regions.keySet().stream().filter(this::isTaken).toList();
        taken.forEach(kind -> left.put(kind, proxy(kind)));
        doors = Map.copyOf(left);
        List<CompletableFuture<Boolean>> gone = new ArrayList<>();
        taken.forEach(kind -> gone.add(
                Patterns.gracefulStop(Adapter.toClassic(region(kind)), handOff, ShardRegion.gracefulShutdownInstance())
                        .toCompletableFuture()));
        return CompletableFuture.allOf(gone.toArray(CompletableFuture[]::new))
                .handle((all, failure) -> Done.getInstance());
    }

    private ActorRef<ShardingEnvelope<StarCommand>> region(StarKind kind) {
        ActorRef<ShardingEnvelope<StarCommand>> region = regions.get(kind);
        if (region == null) {
            throw new IllegalStateException("there are no stars of kind " + kind);
        }
        return region;
    }

    private boolean isTaken(StarKind kind) {
        Cluster cluster = Cluster.get(system);
        return !hasRoles(cluster) || cluster.selfMember().getRoles().contains(kind.role());
    }

    private ActorRef<ShardingEnvelope<StarCommand>> proxy(StarKind kind) {
        Optional<String> role = hasRoles(Cluster.get(system)) ? Optional.of(kind.role()) : Optional.empty();
        return Adapter.toTyped(
                ClusterSharding.get(Adapter.toClassic(system)).startProxy(typeName(kind), role, new Envelopes()));
    }

    /**
     * Ends the ways. What waits in a proxy for a star that no Machine takes any more would keep it for as long as sharding may
     * take to shut down.
     */
    void close() {
        doors.values().forEach(door -> Adapter.toClassic(door)
                .tell(PoisonPill.getInstance(), org.apache.pekko.actor.ActorRef.noSender()));
    }

    /** What a proxy, which is not typed, must know of messages to stars. */
    private static final class Envelopes implements ShardRegion.MessageExtractor {
        @Override
        public @Nullable String entityId(Object message) {
            return message instanceof ShardingEnvelope<?> envelope ? envelope.entityId() : null;
        }

        @Override
        public @Nullable Object entityMessage(Object message) {
            return message instanceof ShardingEnvelope<?> envelope ? envelope.message() : null;
        }

        @Override
        public @Nullable String shardId(Object message) {
            String star = entityId(message);
            return star == null ? null : shard(star);
        }
    }
}
