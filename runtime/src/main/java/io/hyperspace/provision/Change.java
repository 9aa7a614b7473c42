package io.hyperspace.provision;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.point.Point;

/**
 * What a change of the Registry makes doubtful on every Machine. It names what to forget, not what is true now: whoever
 * needs that reads it again.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(Change.OfRecord.class),
    @JsonSubTypes.Type(Change.OfArrival.class),
    @JsonSubTypes.Type(Change.OfAccess.class),
    @JsonSubTypes.Type(Change.OfAgent.class),
    @JsonSubTypes.Type(Change.OfEverything.class)
})
public sealed interface Change {

    /**
     * A particle's record.
     *
     * @param incarnation the registration that was changed, also when it is gone now
     * @param revision of the change; a copy of the same incarnation with this revision or a later one is good
     */
    @JsonTypeName("record")
    record OfRecord(Point point, Incarnation incarnation, long revision) implements Change {}

    /**
     * That a particle came to be. Nothing that was copied is doubtful, for nobody copies what is not there; it is for those
     * who watch.
     */
    @JsonTypeName("arrival")
    record OfArrival(Point point, Incarnation incarnation) implements Change {}

    /** What anyone may do with a point and all that lies below it. */
    @JsonTypeName("access")
    record OfAccess(Point anchor) implements Change {}

    /** What a particle may do as an agent, with any point. */
    @JsonTypeName("agent")
    record OfAgent(Point agent) implements Change {}

    /** All that a Machine has copied, for a Machine was lost that may have changed anything. */
    @JsonTypeName("everything")
    record OfEverything() implements Change {}
}
