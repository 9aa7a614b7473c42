package io.hyperspace.machine;

import io.hyperspace.provision.Members;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Address;
import org.apache.pekko.cluster.sharding.ShardCoordinator;
import scala.collection.immutable.IndexedSeq;
import scala.concurrent.Future;
import scala.jdk.javaapi.CollectionConverters;

/** Says where the stars of one kind are to be, see {@link StarBalance}; shards are named by the stars' indexes. */
final class StarAllocation extends ShardCoordinator.AbstractShardAllocationStrategy {

    private final StarBalance balance;
    private final Members members;
    private final Address self;

    /** @param self where regions are that have no address */
    StarAllocation(StarBalance balance, Members members, Address self) {
        this.balance = balance;
        this.members = members;
        this.self = self;
    }

    @Override
    public Future<ActorRef> allocateShard(
            ActorRef requester, String star, Map<ActorRef, IndexedSeq<String>> allocations) {
        Map<String, ActorRef> regions = new HashMap<>();
        allocations.keySet().forEach(region -> regions.put(address(region), region));
        String place = balance.place(star, stars(allocations), members.draining());
        return Future.successful(regions.getOrDefault(place, requester));
    }

    @Override
    public Future<Set<String>> rebalance(Map<ActorRef, IndexedSeq<String>> allocations, Set<String> inProgress) {
        return Future.successful(
                inProgress.isEmpty() ? balance.toMove(stars(allocations), members.draining()) : Set.of());
    }

    private Map<String, Set<String>> stars(Map<ActorRef, IndexedSeq<String>> allocations) {
        Map<String, Set<String>> stars = new HashMap<>();
        allocations.forEach(
                (region, shards) -> stars.put(address(region), Set.copyOf(CollectionConverters.asJava(shards))));
        return stars;
    }

    private String address(ActorRef region) {
        Address address = region.path().address();
        return (address.hasLocalScope() ? self : address).toString();
    }
}
