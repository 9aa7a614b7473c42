package io.hyperspace.driver;

import io.hyperspace.space.error.Fault;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Headers;

/**
 * What a particle answers.
 *
 * @param status an HTTP-like status, 100 to 599
 * @param headers extra facts
 * @param body the substance
 */
public record Reply(int status, Headers headers, Substance body) {

    public Reply {
        if (status < 100 || status > 599) {
            throw new IllegalArgumentException("a reply's status is 100 to 599, not " + status);
        }
    }

    public static Reply ok(Substance body) {
        return new Reply(200, Headers.NONE, body);
    }

    public static Reply of(Fault fault) {
        return new Reply(fault.status(), Headers.NONE, new Substance.Err(fault));
    }
}
