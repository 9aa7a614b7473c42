package io.hyperspace.star;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.hyperspace.codec.Stored;

/**
 * What a star keeps in the journal and the snapshot store. It has a serializer of its own, which stores no Java names:
 * which type it is says the field {@code type}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(StarControl.Adopted.class),
    @JsonSubTypes.Type(StarControl.Released.class),
    @JsonSubTypes.Type(StarControl.HandedOver.class),
    @JsonSubTypes.Type(StarControl.Took.class),
    @JsonSubTypes.Type(StarControl.Holding.class)
})
sealed interface StarStored extends Stored permits StarEvent, StarControl.Holding {}
