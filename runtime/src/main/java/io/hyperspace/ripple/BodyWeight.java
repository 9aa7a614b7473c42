package io.hyperspace.ripple;

import io.hyperspace.space.substance.Substance;

/** How much memory a body takes, roughly, in bytes. */
public final class BodyWeight {

    /** What anything takes, however small. */
    private static final long LEAST = 16;

    private BodyWeight() {}

    public static long of(Substance body) {
        if (body instanceof Substance.Bin bin) {
            return LEAST + bin.value().length;
        } else if (body instanceof Substance.Text text) {
            return LEAST + text.value().length();
        } else if (body instanceof Substance.Json json) {
            return LEAST + json.value().length();
        } else if (body instanceof Substance.ListOf list) {
            return LEAST + list.value().stream().mapToLong(BodyWeight::of).sum();
        } else if (body instanceof Substance.MapOf map) {
            return LEAST
                    + map.value().values().stream().mapToLong(BodyWeight::of).sum();
        }
        return LEAST;
    }
}
