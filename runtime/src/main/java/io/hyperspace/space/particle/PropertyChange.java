package io.hyperspace.space.particle;

import io.hyperspace.space.text.Written;

/** One change of a particle's properties. It prints as it is written in a command. */
public sealed interface PropertyChange {

    String key();

    /** {@code +key=value}, or {@code +@key=value} when locked from then on. */
    record Set(String key, String value, boolean lock) implements PropertyChange {
        @Override
        public String toString() {
            return (lock ? "+@" : "+") + key + "=" + Written.value(value);
        }
    }

    /** {@code !key}. */
    record Unset(String key) implements PropertyChange {
        @Override
        public String toString() {
            return "!" + key;
        }
    }
}
