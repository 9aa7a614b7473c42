package io.hyperspace.registry.select;

import io.hyperspace.space.error.Fault;
import java.time.Duration;
import java.time.Instant;

/** Why a select is refused. */
public final class SelectFaults {

    private SelectFaults() {}

    public static Fault emptyPage() {
        return Fault.of(400, "E0216", "a page has at least one entry");
    }

    static Fault strangeCursor() {
        return Fault.of(400, "E0250", "that is not where a page of this select ended");
    }

    static Fault toCome(Instant asked, Instant now) {
        return Fault.of(422, "E0251", asked + " is to come; the database's clock shows " + now);
    }

    static Fault notKept(Instant since) {
        return Fault.of(
                422,
                "E0252",
                "the past is kept since " + since,
                "hyperspace.registry.index.retention says for how long it is kept");
    }

    static Fault tookTooLong(Duration limit) {
        return Fault.of(
                408,
                "E0253",
                "the select was not answered within " + limit.toMillis() + " ms",
                "narrow the selector, as in localhost:app:* instead of **");
    }
}
