package io.hyperspace.machine;

import com.typesafe.config.Config;
import io.hyperspace.delivery.Keep;
import io.hyperspace.delivery.StarOutbox;
import io.hyperspace.driver.Driver;
import io.hyperspace.lane.Knock;
import io.hyperspace.lane.StarCommand;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.point.StarKind;
import io.hyperspace.star.Star;
import io.hyperspace.traversal.ParticleActor;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;
import org.apache.pekko.cluster.sharding.typed.ShardingMessageExtractor;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;

/**
 * The stars of a Hyperverse as cluster sharding sees them: an entity type for each kind of star, a shard for each star.
 */
final class Stars {

    private final List<StarKey> keys = new ArrayList<>();
    private final Map<StarKind, ActorRef<ShardingEnvelope<StarCommand>>> regions = new EnumMap<>(StarKind.class);

    Stars(
            ActorSystem<?> system,
            Map<StarKind, Integer> counts,
            List<Driver> drivers,
            ParticleActor.Surroundings around,
            Function<StarKey, Behavior<StarOutbox.Command>> outboxes,
            Config hyperspace) {
        ClusterSharding sharding = ClusterSharding.get(system);
        counts.forEach((kind, count) -> {
            List<Driver> dwelling =
                    drivers.stream().filter(driver -> driver.home() == kind).toList();
            regions.put(kind, region(sharding, kind, dwelling, around, outboxes, hyperspace));
            for (int i = 0; i < count; i++) {
                keys.add(StarKey.of(kind, i));
            }
        });
    }

    private static ActorRef<ShardingEnvelope<StarCommand>> region(
            ClusterSharding sharding,
            StarKind kind,
            List<Driver> drivers,
            ParticleActor.Surroundings around,
            Function<StarKey, Behavior<StarOutbox.Command>> outboxes,
            Config hyperspace) {
        EntityTypeKey<StarCommand> type = EntityTypeKey.create(StarCommand.class, "star-" + kind.starName());
        Entity<StarCommand, ShardingEnvelope<StarCommand>> entity = Entity.of(type, context -> {
                    StarKey star = StarKey.parse(context.getEntityId());
                    return Star.create(new Star.Parts(star, drivers, around, outboxes.apply(star), hyperspace));
                })
                .withMessageExtractor(new OneShardAStar())
                .withStopMessage(Star.Stop.NOW);
        return sharding.init(entity);
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
        tell(star, knock);
    }

    void keep(StarKey star, Keep keep) {
        tell(star, new Star.Keeping(keep));
    }

    private void tell(StarKey star, StarCommand command) {
        ActorRef<ShardingEnvelope<StarCommand>> region = regions.get(StarKind.ofStarName(star.name()));
        if (region == null) {
            throw new IllegalStateException("no such star: " + star);
        }
        region.tell(new ShardingEnvelope<>(star.toString(), command));
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
            return Integer.toString(StarKey.parse(entityId).index());
        }

        @Override
        public StarCommand unwrapMessage(ShardingEnvelope<StarCommand> envelope) {
            return envelope.message();
        }
    }
}
