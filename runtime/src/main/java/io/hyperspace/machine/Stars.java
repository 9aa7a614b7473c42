package io.hyperspace.machine;

import com.typesafe.config.Config;
import io.hyperspace.advert.AdvertSettings;
import io.hyperspace.advert.Bulletin;
import io.hyperspace.advert.Charted;
import io.hyperspace.advert.Crier;
import io.hyperspace.advert.Picked;
import io.hyperspace.advert.Wanted;
import io.hyperspace.advert.Wrangler;
import io.hyperspace.delivery.Keep;
import io.hyperspace.delivery.StarOutbox;
import io.hyperspace.driver.Driver;
import io.hyperspace.freight.Freight;
import io.hyperspace.lane.Knock;
import io.hyperspace.lane.StarCommand;
import io.hyperspace.provision.Members;
import io.hyperspace.provision.Memories;
import io.hyperspace.space.particle.Location;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.point.StarKind;
import io.hyperspace.star.Inspect;
import io.hyperspace.star.NearStars;
import io.hyperspace.star.Release;
import io.hyperspace.star.Star;
import io.hyperspace.star.Wake;
import io.hyperspace.topology.Topology;
import io.hyperspace.traversal.ParticleActor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Scheduler;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.cluster.ClusterEvent.CurrentClusterState;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.sharding.ShardRegion;
import org.apache.pekko.cluster.sharding.typed.ClusterShardingSettings;
import org.apache.pekko.cluster.sharding.typed.GetClusterShardingStats;
import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;
import org.apache.pekko.cluster.sharding.typed.ShardingMessageExtractor;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.cluster.typed.Cluster;
import org.jspecify.annotations.Nullable;

/**
 * The stars of a Hyperverse as cluster sharding sees them: an entity type for each kind of star, a shard for each star.
 *
 * <p>A kind is limited to the Machines that have its role. An actor system that has no role of a star at all takes every
 * kind; then none of the cluster may have one.
 */
final class Stars {

    /** What a star may take beyond the time to hand over, before sharding ends it. */
    private static final Duration SPARE = Duration.ofSeconds(20);

    /** How long the Machines may take to say which stars they have. */
    private static final Duration STATS = Duration.ofSeconds(2);

    private final ActorSystem<?> system;
    private final Map<StarKind, Integer> counts;
    private final Topology topology;
    private final Config hyperspace;
    private final Members members;
    private final Freight freight;
    private final List<StarKey> keys = new ArrayList<>();
    private final Scheduler scheduler;
    private final StarDoors doors;
    private final NearStars near = new NearStars();

    Stars(
            ActorSystem<?> system,
            Map<StarKind, Integer> counts,
            List<Driver> drivers,
            ParticleActor.Surroundings around,
            Members members,
            Function<StarKey, Behavior<StarOutbox.Command>> outboxes,
            Memories memories,
            ActorRef<Crier.Command> crier,
            Topology topology,
            Freight freight,
            Config hyperspace) {
        this.freight = freight;
        this.system = system;
        this.topology = topology;
        this.scheduler = system.scheduler();
        this.counts = Map.copyOf(counts);
        this.hyperspace = hyperspace;
        this.members = members;
        Map<StarKind, ActorRef<ShardingEnvelope<StarCommand>>> regions = new EnumMap<>(StarKind.class);
        counts.forEach((kind, count) -> {
            List<Driver> dwelling =
                    drivers.stream().filter(driver -> driver.home() == kind).toList();
            regions.put(
                    kind, region(kind, star -> parts(star, dwelling, around, outboxes.apply(star), memories, crier)));
            for (int i = 0; i < count; i++) {
                keys.add(StarKey.of(kind, i));
            }
        });
        this.doors = new StarDoors(system, regions, handOff());
    }

    private Star.Parts parts(
            StarKey star,
            List<Driver> drivers,
            ParticleActor.Surroundings around,
            Behavior<StarOutbox.Command> outbox,
            Memories memories,
            ActorRef<Crier.Command> crier) {
        boolean isSuper = star.name().equals(StarKind.SUPER.starName());
        Behavior<Wrangler.Command> wrangler =
                isSuper ? Wrangler.create(this::machines, AdvertSettings.of(hyperspace)) : null;
        return new Star.Parts(
                star,
                drivers,
                around,
                outbox,
                memories,
                crier,
                wrangler,
                (next, knock) -> passOn(star, next, knock),
                freight,
                near,
                hyperspace);
    }

    /** The addresses of the Machines that are in the cluster now and were heard of a moment ago. */
    private Set<String> machines() {
        CurrentClusterState state = Cluster.get(system).state();
        Set<String> machines = new HashSet<>();
        state.getMembers().forEach(member -> {
            if (member.status() == MemberStatus.up() && !state.getUnreachable().contains(member)) {
                machines.add(member.address().toString());
            }
        });
        return machines;
    }

    private ActorRef<ShardingEnvelope<StarCommand>> region(StarKind kind, Function<StarKey, Star.Parts> parts) {
        Cluster cluster = Cluster.get(system);
        Entity<StarCommand, ShardingEnvelope<StarCommand>> entity = Entity.of(
                        type(kind), context -> Star.create(parts.apply(StarKey.parse(context.getEntityId()))))
                .withSettings(settings())
                .withMessageExtractor(new OneShardAStar())
                .withAllocationStrategy(new StarAllocation(
                        new StarBalance(kind.starName()),
                        members,
                        cluster.selfMember().address()))
                .withStopMessage(Star.Stop.NOW);
        return ClusterSharding.get(system).init(StarDoors.hasRoles(cluster) ? entity.withRole(kind.role()) : entity);
    }

    /** Waves reach gravity by direct reference, which sharding does not see, so it must not find a star idle. */
    private ClusterShardingSettings settings() {
        ClusterShardingSettings settings = ClusterShardingSettings.create(system);
        return settings.withNoPassivationStrategy()
                .withTuningParameters(settings.tuningParameters()
                        .withRebalanceInterval(hyperspace.getDuration("star.rebalance-interval"))
                        .withHandOffTimeout(handOff()));
    }

    private Duration handOff() {
        return hyperspace.getDuration("star.hand-over").multipliedBy(2).plus(SPARE);
    }

    private static EntityTypeKey<StarCommand> type(StarKind kind) {
        return EntityTypeKey.create(StarCommand.class, StarDoors.typeName(kind));
    }

    /** Whether there is such a star. */
    boolean has(StarKey star) {
        return keys.contains(star);
    }

    /** The stars that are on a Machine now, as those who answer in time see it; kinds without any are left out. */
    CompletionStage<List<StarKey>> on(String address) {
        CompletionStage<List<StarKey>> all = CompletableFuture.completedFuture(new ArrayList<>());
        for (StarKind kind : counts.keySet()) {
            all = all.thenCombine(on(address, kind), (some, more) -> {
                some.addAll(more);
                return some;
            });
        }
        return all;
    }

    private CompletionStage<List<StarKey>> on(String address, StarKind kind) {
        CompletionStage<ShardRegion.ClusterShardingStats> asked = AskPattern.ask(
                ClusterSharding.get(system).shardState(),
                replyTo -> new GetClusterShardingStats(type(kind), STATS, replyTo),
                STATS.multipliedBy(2),
                system.scheduler());
        return asked.thenApply(stats -> {
            List<StarKey> stars = new ArrayList<>();
            stats.getRegions().forEach((at, region) -> {
                if (at.toString().equals(address)) {
                    region.getStats().keySet().forEach(shard -> stars.add(StarKey.of(kind, Integer.parseInt(shard))));
                }
            });
            return stars;
        });
    }

    /** Asks the star of a placement to let go of a particle; fails when it does not answer in time. */
    CompletionStage<Release.Released> release(ParticleRecord record, Location at) {
        Duration limit = hyperspace.getDuration("star.hand-over").plus(STATS);
        return AskPattern.ask(
                region(at.star()),
                replyTo -> new ShardingEnvelope<>(
                        at.star().toString(), new Release(record.point(), record.incarnation(), at.epoch(), replyTo)),
                limit,
                system.scheduler());
    }

    List<StarKey> keys() {
        return keys;
    }

    /** The stars that are ways in; all, where there are none. */
    List<StarKey> gates() {
        List<StarKey> gates = keys.stream()
                .filter(star -> star.name().equals(StarKind.JUMP.starName()))
                .toList();
        return gates.isEmpty() ? List.copyOf(keys) : gates;
    }

    void start(StarKey star, ActorRef<Star.Started> replyTo) {
        tell(star, new Star.Start(replyTo));
    }

    void knock(StarKey star, Knock knock) {
        ActorRef<StarCommand> here = near.of(star);
        if (here == null) {
            tell(star, knock);
        } else {
            here.tell(knock);
        }
    }

    /** Only a lane that is declared is passed, and no more of them than a wave may. */
    private void passOn(StarKey from, StarKey next, Knock knock) {
        if (topology.allows(from, next, knock.passed().size())) {
            knock(next, knock);
        } else {
            system.log().warn("no lane of the graph leads from {} to {} after {}", from, next, knock.passed());
        }
    }

    /**
     * Asks a star how it is.
     *
     * @param particle one of its particles, that is asked about too; null for none
     * @return fails when it does not answer in time
     */
    CompletionStage<Inspect.Inspected> inspect(StarKey star, @Nullable Point particle, Duration timeout) {
        return AskPattern.ask(
                region(star),
                replyTo -> new ShardingEnvelope<>(star.toString(), new Inspect(particle, replyTo)),
                timeout,
                scheduler);
    }

    void wake(StarKey star, Point point) {
        tell(star, new Wake(point));
    }

    /** The stars that place particles. */
    List<StarKey> supers() {
        return keys.stream()
                .filter(star -> star.name().equals(StarKind.SUPER.starName()))
                .toList();
    }

    void tell(StarKey star, Bulletin bulletin, @Nullable ActorRef<Charted> replyTo) {
        tell(star, new Star.Tell(bulletin, replyTo));
    }

    /** Asks a Super star for a star for a particle; fails when it does not answer in time. */
    CompletionStage<Picked> pick(StarKey star, Wanted wanted, Duration timeout) {
        return AskPattern.ask(
                region(star),
                replyTo -> new ShardingEnvelope<>(star.toString(), new Star.Pick(wanted, replyTo)),
                timeout,
                scheduler);
    }

    /** The outbox of a star; fails when the star does not answer in time. */
    CompletionStage<ActorRef<StarOutbox.Command>> outbox(StarKey star, Duration timeout) {
        return AskPattern.<ShardingEnvelope<StarCommand>, Star.Outbox>ask(
                        region(star),
                        replyTo -> new ShardingEnvelope<>(star.toString(), new Star.FindOutbox(replyTo)),
                        timeout,
                        scheduler)
                .thenApply(Star.Outbox::outbox);
    }

    void keep(StarKey star, Keep keep) {
        tell(star, new Star.Keeping(keep));
    }

    /**
     * Hands over this Machine's stars, when it leaves: before the Registry's directories, which stars ask on their way out.
     * Stars are reached until {@link #close}, wherever they are by then.
     *
     * @return completes when all are gone, or have used up their time; never fails
     */
    CompletionStage<Done> leave() {
        return doors.leave();
    }

    /** Reaches no star any more. */
    void close() {
        doors.close();
    }

    private void tell(StarKey star, StarCommand command) {
        region(star).tell(new ShardingEnvelope<>(star.toString(), command));
    }

    private ActorRef<ShardingEnvelope<StarCommand>> region(StarKey star) {
        return doors.of(star);
    }

    /** Every star is a shard of its own, so that stars move one by one. */
    private static final class OneShardAStar
            extends ShardingMessageExtractor<ShardingEnvelope<StarCommand>, StarCommand> {
        @Override
        public String entityId(ShardingEnvelope<StarCommand> envelope) {
            return envelope.entityId();
        }

        @Override
        public String shardId(String entityId) {
            return StarDoors.shard(entityId);
        }

        @Override
        public StarCommand unwrapMessage(ShardingEnvelope<StarCommand> envelope) {
            return envelope.message();
        }
    }
}
