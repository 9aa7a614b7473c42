package io.hyperspace.registry.directory;

import io.hyperspace.provision.Lease;
import io.hyperspace.registry.membership.StartGate;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.point.Point;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.sharding.typed.ClusterShardingSettings;
import org.apache.pekko.cluster.sharding.typed.HashCodeMessageExtractor;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.jspecify.annotations.Nullable;

/** The way to every directory, wherever in the cluster it is. */
public final class Directories {

    /** Directories as sharding knows them. */
    public static final EntityTypeKey<DirectoryCommand> KEY = EntityTypeKey.create(DirectoryCommand.class, "directory");
    /** Part of the data: it can never change. */
    private static final int SHARDS = 1_000;

    private final ClusterSharding sharding;
    private final NearStates near;

    private Directories(ClusterSharding sharding, NearStates near) {
        this.sharding = sharding;
        this.near = near;
    }

    /** Starts the directories of this Machine's share. */
    public static Directories start(
            ActorSystem<?> system, DirectorySettings settings, ChangeFeed changes, StartGate gate, Lease lease) {
        ClusterSharding sharding = ClusterSharding.get(system);
        Directories directories = new Directories(sharding, new NearStates(lease));
        ClusterShardingSettings shards = ClusterShardingSettings.create(system);
        shards = shards.withPassivationStrategy(shards.passivationStrategySettings()
                .withActiveEntityLimit(settings.maxActive())
                .withLeastRecentlyUsedReplacement()
                .withIdleEntityPassivation(settings.passivateAfter()));
        if (!settings.role().isEmpty()) {
            shards = shards.withRole(settings.role());
        }
        sharding.init(Entity.of(
                        KEY,
                        entity -> GatedDirectory.create(
                                gate, settings, () -> Directory.create(entity, settings, directories, changes, lease)))
                .withSettings(shards)
                .withMessageExtractor(new HashCodeMessageExtractor<>(SHARDS))
                .withStopMessage(DirectoryCommand.Stop.STOP));
        return directories;
    }

    NearStates near() {
        return near;
    }

    /**
     * The entry of a child, if its directory is on this Machine and can say at once what it is; it is read after the call
     * began. Null says nothing of whether there is one: ask the directory.
     *
     * @param isWide whether the children of the parent are spread over buckets
     */
    public @Nullable Entry child(Incarnation parent, boolean isWide, Point point) {
        return near.child(parent, isWide, point);
    }

    public EntityRef<DirectoryCommand> ref(DirectoryId id) {
        return sharding.entityRefFor(KEY, id.text());
    }
}
