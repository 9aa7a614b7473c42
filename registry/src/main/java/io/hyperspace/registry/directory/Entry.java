package io.hyperspace.registry.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.particle.Location;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.particle.Property;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.security.Agent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A child's record as a directory keeps and stores it: what the world sees of it, and the grants anchored at it.
 *
 * @param wide whether its own children are spread over buckets
 * @param star where it is placed; null before it is
 * @param epoch how often it was placed
 * @param revision grows by one with each event about it, from 1
 * @param ruled whether grants are anchored at it that were left out
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonDeserialize(using = EntryReader.class)
public record Entry(
        @JsonProperty("point") Point point,
        @JsonProperty("incarnation") Incarnation incarnation,
        @JsonProperty("kind") Kind kind,
        @JsonProperty("owner") Agent owner,

        @JsonProperty("wide") @JsonInclude(JsonInclude.Include.NON_DEFAULT)
        boolean wide,

        @JsonProperty("properties") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        Map<String, Value> properties,

        @JsonProperty("status") @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Usual.class)
        Status status,

        @JsonProperty("star") @Nullable StarKey star,

        @JsonProperty("epoch") @JsonInclude(JsonInclude.Include.NON_DEFAULT)
        long epoch,

        @JsonProperty("revision") long revision,

        @JsonProperty("grants") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<GrantEntry> grants,

        @JsonProperty("ruled") @JsonInclude(JsonInclude.Include.NON_DEFAULT)
        boolean ruled) {

    /** How long a property's value may be that several entries share, in characters. */
    private static final int LONGEST_SHARED = 256;

    /** A property's value. Only what is not false of the rest is stored. */
    public record Value(
            @JsonProperty("text") String text,

            @JsonProperty("locked") @JsonInclude(JsonInclude.Include.NON_DEFAULT)
            boolean locked,

            @JsonProperty("secret") @JsonInclude(JsonInclude.Include.NON_DEFAULT)
            boolean secret) {
        @Override
        public String toString() {
            return property().toString();
        }

        Property property() {
            return new Property(text, locked, secret);
        }

        /** The same value of another entry. What is secret or long is not kept for others. */
        private Value shared() {
            return secret || text.length() > LONGEST_SHARED ? this : Neighbours.VALUES.same(this);
        }
    }

    /**
     * A change of a property.
     *
     * @param text the new value; null to unset
     * @param secret whether the value is shown to nobody
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Change(
            @JsonProperty("key") String key,
            @JsonProperty("text") @Nullable String text,
            @JsonProperty("lock") boolean lock,

            @JsonProperty("secret") @JsonInclude(JsonInclude.Include.NON_DEFAULT)
            boolean secret) {
        @Override
        public String toString() {
            return key + "=" + (text == null ? "" : value(text));
        }

        String shown() {
            return text == null ? "" : value(text).property().shown();
        }

        private Value value(String set) {
            return new Value(set, lock, secret);
        }
    }

    /** The status that is not stored: the filter of Jackson asks whether a value equals it. */
    static final class Usual {
        @Override
        public boolean equals(@Nullable Object status) {
            return status == null || status == Status.READY;
        }

        @Override
        public int hashCode() {
            return 0;
        }
    }

    public Entry {
        kind = Neighbours.KINDS.same(kind);
        owner = Neighbours.OWNERS.same(owner);
        star = star == null ? null : Neighbours.STARS.same(star);
        status = status == null ? Status.READY : status;
        properties = compact(properties == null ? Map.of() : properties);
        grants = grants == null ? List.of() : List.copyOf(grants);
    }

    /** In the order of their keys, which of one, as most have, needs no tree. */
    private static Map<String, Value> compact(Map<String, Value> properties) {
        if (properties.isEmpty()) {
            return Map.of();
        }
        if (properties.size() > 1) {
            return Collections.unmodifiableSortedMap(new TreeMap<>(properties));
        }
        Map.Entry<String, Value> only = properties.entrySet().iterator().next();
        return Map.of(only.getKey(), only.getValue().shared());
    }

    public ParticleRecord record() {
        Map<String, Property> shown = shown();
        Location location = star == null ? null : new Location(star, epoch);
        boolean hasGrants = ruled || !grants.isEmpty();
        return new ParticleRecord(point, incarnation, kind, owner, shown, status, location, revision, hasGrants);
    }

    private Map<String, Property> shown() {
        if (properties.isEmpty()) {
            return Map.of();
        }
        if (properties.size() == 1) {
            Map.Entry<String, Value> only = properties.entrySet().iterator().next();
            return Map.of(only.getKey(), only.getValue().property());
        }
        Map<String, Property> shown = new HashMap<>();
        properties.forEach((key, value) -> shown.put(key, value.property()));
        return shown;
    }

    Entry placed(StarKey chosen, long newEpoch, long newRevision) {
        return new Entry(
                point,
                incarnation,
                kind,
                owner,
                wide,
                properties,
                status,
                chosen,
                newEpoch,
                newRevision,
                grants,
                ruled);
    }

    Entry withStatus(Status newStatus, long newRevision) {
        return new Entry(
                point, incarnation, kind, owner, wide, properties, newStatus, star, epoch, newRevision, grants, ruled);
    }

    Entry changed(List<Change> changes, long newRevision) {
        return new Entry(
                point,
                incarnation,
                kind,
                owner,
                wide,
                apply(properties, changes),
                status,
                star,
                epoch,
                newRevision,
                grants,
                ruled);
    }

    Entry granted(GrantEntry grant, long newRevision) {
        List<GrantEntry> more = new ArrayList<>(grants);
        more.add(grant);
        return new Entry(
                point, incarnation, kind, owner, wide, properties, status, star, epoch, newRevision, more, ruled);
    }

    Entry ownedBy(Agent newOwner, long newRevision) {
        return new Entry(
                point, incarnation, kind, newOwner, wide, properties, status, star, epoch, newRevision, grants, ruled);
    }

    /** The entry as the world is told of it: that there are grants, but not which. */
    Entry bare() {
        return grants.isEmpty()
                ? this
                : new Entry(
                        point,
                        incarnation,
                        kind,
                        owner,
                        wide,
                        properties,
                        status,
                        star,
                        epoch,
                        revision,
                        List.of(),
                        true);
    }

    Entry revoked(Ulid grant, long newRevision) {
        List<GrantEntry> left =
                grants.stream().filter(one -> !one.id().equals(grant)).toList();
        return new Entry(
                point, incarnation, kind, owner, wide, properties, status, star, epoch, newRevision, left, ruled);
    }

    /** A child as it is registered. */
    public static Entry of(DirectoryCommand.Candidate candidate) {
        Map<String, Value> properties = apply(Map.of(), candidate.properties());
        return new Entry(
                candidate.point(),
                candidate.incarnation(),
                candidate.kind(),
                candidate.owner(),
                DirectoryId.isWide(candidate.kind(), properties),
                properties,
                Status.READY,
                null,
                0,
                1,
                List.of(),
                false);
    }

    /** Properties after some changes, in their order; locks are not looked at. */
    static Map<String, Value> apply(Map<String, Value> properties, List<Change> changes) {
        Map<String, Value> result = new TreeMap<>(properties);
        for (Change change : changes) {
            if (change.text() == null) {
                result.remove(change.key());
            } else {
                result.put(change.key(), change.value(change.text()));
            }
        }
        return result;
    }
}
