package io.hyperspace.registry.index;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** The time that a row holds for. */
final class Validity {

    /** The end of a row that still holds. */
    static final OffsetDateTime OPEN = OffsetDateTime.of(9999, 12, 31, 0, 0, 0, 0, ZoneOffset.UTC);

    private Validity() {}

    static OffsetDateTime of(long millis) {
        return java.time.Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC);
    }
}
