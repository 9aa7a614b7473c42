package io.hyperspace.drivers.user;

import io.hyperspace.space.point.Point;
import java.time.Instant;

/**
 * A user who has logged in.
 *
 * @param token what to show from now on; a secret
 * @param expires when it ends by itself
 * @param user who
 */
public record Login(String token, Instant expires, Point user) {
    @Override
    public String toString() {
        return "Login[" + user + " until " + expires + "]";
    }
}
