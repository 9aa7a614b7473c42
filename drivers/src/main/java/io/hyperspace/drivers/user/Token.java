package io.hyperspace.drivers.user;

import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.point.Point;
import java.time.Instant;

/**
 * What a token says.
 *
 * @param id names it
 * @param user whose it is
 * @param incarnation of the user's record when it was issued
 * @param from the name of the change since which the user's tokens are good, empty before the first
 * @param issued when, in whole seconds
 * @param expires when, in whole seconds
 */
record Token(Ulid id, Point user, Incarnation incarnation, String from, Instant issued, Instant expires) {}
