package io.hyperspace.codec;

/**
 * Marks what actors send to other Machines or keep in the journal: serialized as CBOR by Jackson. Polymorphic types need
 * {@code @JsonTypeInfo} with names of their own, never Java class names.
 */
public interface Stored {}
