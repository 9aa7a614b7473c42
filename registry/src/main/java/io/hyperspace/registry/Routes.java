package io.hyperspace.registry;

import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.Route;

/** Which points can have a record. */
final class Routes {

    private Routes() {}

    /** Points without a route, and those that every Machine knows; the others name a place, not a particle. */
    static boolean isRegistrable(Point point) {
        return point.route() instanceof Route.Here || point.route() instanceof Route.Global;
    }
}
