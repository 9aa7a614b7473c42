package io.hyperspace.traversal;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.hyperspace.codec.Stored;

/**
 * What a particle's durable state keeps in the journal and the snapshot store. It has a serializer of its own, which
 * stores no Java names: which type it is says the field {@code type}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({@JsonSubTypes.Type(StateKeeper.Committed.class), @JsonSubTypes.Type(StateKeeper.Values.class)})
sealed interface StateStored extends Stored permits StateKeeper.Committed, StateKeeper.Values {}
