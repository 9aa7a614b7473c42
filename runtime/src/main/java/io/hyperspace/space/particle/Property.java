package io.hyperspace.space.particle;

/**
 * A property's value.
 *
 * @param value any text
 * @param locked whether it can no longer be changed
 */
public record Property(String value, boolean locked) {}
