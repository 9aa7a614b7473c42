package io.hyperspace.space.particle;

import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the Registry knows of a particle.
 *
 * @param point its address
 * @param incarnation names this registration
 * @param kind what it is
 * @param owner who owns it: the hyperuser or a particle
 * @param properties by key
 * @param status its life cycle
 * @param location where it lives; null until it is placed
 * @param revision grows by one with each change
 * @param hasGrants whether grants are anchored at it; true also when whoever made the record does not know
 */
public record ParticleRecord(
        Point point,
        Incarnation incarnation,
        Kind kind,
        Agent owner,
        Map<String, Property> properties,
        Status status,
        @Nullable Location location,
        long revision,
        boolean hasGrants) {

    public ParticleRecord {
        properties = Map.copyOf(properties);
    }

    /** A record of a particle that may have grants. */
    public ParticleRecord(
            Point point,
            Incarnation incarnation,
            Kind kind,
            Agent owner,
            Map<String, Property> properties,
            Status status,
            @Nullable Location location,
            long revision) {
        this(point, incarnation, kind, owner, properties, status, location, revision, true);
    }

    public Stub stub() {
        return new Stub(point, kind, status);
    }

    /** A property's value, or null. */
    public @Nullable String property(String key) {
        Property property = properties.get(key);
        return property == null ? null : property.value();
    }
}
