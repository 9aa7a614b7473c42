package io.hyperspace.traversal;

import io.hyperspace.driver.Driver;
import io.hyperspace.space.bind.Bind;
import io.hyperspace.space.bind.Filter;
import io.hyperspace.space.bind.RouteMatch;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Access;
import io.hyperspace.space.security.Permission;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.NeededPermission;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The outermost layer of a particle. In this order: may the wave be here at all, may its agent, and which route of the
 * bind takes it and lets it in.
 */
final class Field {

    private final Point point;
    private final Bind bind;
    private final Driver driver;
    private final boolean serial;

    /**
     * @param bind what the particle takes
     * @param driver what brings it to life; its default bind is for upkeep ({@code Cmd}) that the bind says nothing of
     */
    Field(Point point, Bind bind, Driver driver, boolean serial) {
        this.point = point;
        this.bind = bind;
        this.driver = driver;
        this.serial = serial;
    }

    /** Why a wave is refused whoever sent it, or null. */
    @Nullable Fault refusal(Directed wave, long now) {
        if (wave.deadline() <= now) {
            return Faults.timedOut("the wave to '" + point + "'");
        }
        if (wave.method().family() == Method.Family.HYP) {
            return Faults.infrastructureOnly(wave.method().toString());
        }
        return serial && wave.head().chain().contains(point) ? Faults.waitsForItself(point.toString()) : null;
    }

    /** Why the agent of a wave is refused, or null. */
    @Nullable Fault forbids(Directed wave, Access access) {
        Permission needed = NeededPermission.of(wave.method());
        if (access.may(needed) || driver.admitsByItself(wave.method())) {
            return null;
        }
        return Faults.forbidden(needed.name().toLowerCase(java.util.Locale.ROOT), point.toString());
    }

    /**
     * The route that takes a wave.
     *
     * <p>A route that fits and whose filters keep the wave out ends the search: a later one would let in by another way
     * whom this one is there to refuse.
     *
     * @throws HyperspaceException with status 404 when none does, 401 or 403 when its filters keep the wave out
     */
    RouteMatch route(Directed wave, Access access) {
        Method method = wave.method();
        String path = wave.head().path();
        Optional<RouteMatch> found = bind.match(method, path);
        if (found.isEmpty() && method.family() == Method.Family.CMD) {
            found = driver.defaultBind().match(method, path);
        }
        if (found.isEmpty()) {
            throw new HyperspaceException(Faults.noRoute(method + path));
        }
        RouteMatch match = found.get();
        List<Filter> filters = match.route().filters();
        for (int i = 0; i < filters.size(); i++) {
            Fault refusal = filters.get(i).refusal(wave.agent(), access, point);
            if (refusal != null) {
                throw refusal.toException();
            }
        }
        return match;
    }
}
