package io.hyperspace.registry.directory;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.hyperspace.codec.Stored;

/**
 * What directories keep in the journal and the snapshot store. It has a serializer of its own, which stores no Java
 * names: which type it is says the field {@code type}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({@JsonSubTypes.Type(DirectoryEvent.class), @JsonSubTypes.Type(DirectoryState.class)})
public sealed interface DirectoryStored extends Stored permits DirectoryEvent, DirectoryState {}
