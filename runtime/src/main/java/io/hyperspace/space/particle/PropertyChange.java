package io.hyperspace.space.particle;

/** One change of a particle's properties. */
public sealed interface PropertyChange {

    String key();

    /** {@code +key=value}, or {@code +@key=value} when locked from then on. */
    record Set(String key, String value, boolean lock) implements PropertyChange {}

    /** {@code !key}. */
    record Unset(String key) implements PropertyChange {}
}
