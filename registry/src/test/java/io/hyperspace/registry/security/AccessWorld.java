package io.hyperspace.registry.security;

import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Access;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.security.Grant;
import io.hyperspace.space.selector.PointHierarchy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Particles, agents and grants that access is asked about. It prints as the commands that would make it.
 *
 * @param seed what it was made from
 * @param places the points that are asked about; some hold no particle
 * @param agents those who ask
 * @param grants all grants, in no order
 */
record AccessWorld(long seed, List<Place> places, List<Agent> agents, List<Grant> grants) {

    /** A point; without a kind and an owner, one that nothing was created at. */
    record Place(Point point, @Nullable Kind kind, @Nullable Agent owner) {

        @Override
        public String toString() {
            return kind == null
                    ? "# nothing at " + point
                    : "create %s<%s>  # owned by %s".formatted(point, kind, owner);
        }
    }

    AccessWorld {
        places = List.copyOf(places);
        agents = List.copyOf(agents);
        grants = List.copyOf(grants);
    }

    PointHierarchy hierarchy(Point point) {
        List<@Nullable Kind> kinds = new ArrayList<>();
        for (int length = 1; length <= point.segments().size(); length++) {
            kinds.add(kind(point.prefix(length)));
        }
        return new PointHierarchy(point, kinds);
    }

    private @Nullable Kind kind(Point point) {
        for (Place place : places) {
            if (place.point().equals(point)) {
                return place.kind();
            }
        }
        return null;
    }

    AccessOracle oracle(Place place) {
        return new AccessOracle(hierarchy(place.point()), place.owner(), grants, this::hierarchy);
    }

    AccessRules rules(Place place) {
        return new AccessRules(hierarchy(place.point()), place.owner(), grants, this::hierarchy);
    }

    /**
     * What an agent may do with a place by what is known of its parent; null for a place that has grants of its own or that
     * nothing was created at.
     */
    @Nullable Access inherited(Place place, Agent agent) {
        Point parent = place.point().parent();
        Kind kind = place.kind();
        Agent owner = place.owner();
        boolean hasGrants =
                grants.stream().anyMatch(grant -> grant.on().exactPrefix().equals(place.point()));
        if (parent == null || kind == null || owner == null || hasGrants) {
            return null;
        }
        List<Grant> above = grants.stream()
                .filter(grant -> parent.levels().contains(grant.on().exactPrefix()))
                .toList();
        Map<Point, PointHierarchy> concerned = new HashMap<>();
        Stream.concat(Stream.of(agent), above.stream().map(Grant::by))
                .filter(Agent.Particle.class::isInstance)
                .map(one -> ((Agent.Particle) one).point())
                .forEach(point -> concerned.put(point, hierarchy(point)));
        ParticleRecord child = new ParticleRecord(
                place.point(), Incarnation.next(), kind, owner, Map.of(), Status.READY, null, 1, false);
        return new InheritedRules(agent, hierarchy(parent), above, concerned).of(child);
    }

    AccessWorld without(Grant grant) {
        return new AccessWorld(
                seed,
                places,
                agents,
                grants.stream().filter(other -> !other.equals(grant)).toList());
    }

    @Override
    public String toString() {
        String created = places.stream().map(Place::toString).collect(Collectors.joining("\n"));
        String granted = grants.stream()
                .map(grant ->
                        "grant %s on %s to %s  # by %s".formatted(grant.rule(), grant.on(), grant.to(), grant.by()))
                .collect(Collectors.joining("\n"));
        return created + "\n" + granted;
    }
}
