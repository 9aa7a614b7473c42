package io.hyperspace.benchmark;

import io.hyperspace.provision.Copy;
import io.hyperspace.provision.MapRegistry;
import io.hyperspace.provision.RegistryView;
import io.hyperspace.registry.security.AccessRules;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.security.Grant;
import io.hyperspace.space.security.Permission;
import io.hyperspace.space.security.Permissions;
import io.hyperspace.space.selector.PointHierarchy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a wave asks of this Machine's copy of the Registry: where its target is, and whether its agent may. */
@State(Scope.Benchmark)
public class ViewBenchmark {

    private static final Point POINT = Point.parse("localhost:app:users:eu-west:scott");
    private static final Agent AGENT = Agent.of(Point.parse("localhost:app:staff:ann"));

    /** How many grants the decision rests on. */
    @Param({"1", "1000"})
    public int grants = 1;

    private final MapRegistry registry = new MapRegistry();
    private final RegistryView view = new RegistryView(registry, 1_000, 1_000, 1_000, Duration.ofMinutes(10));
    private Copy held = new Copy(registry.create(POINT.toString(), Kind.BASE), 0);

    @Setup
    public void copy() {
        AccessRules rules = new AccessRules(hierarchy(POINT), Agent.HYPERUSER, rules(grants), ViewBenchmark::hierarchy);
        registry.allow(POINT, rules.access(AGENT));
        held = view.copy(POINT).toCompletableFuture().join();
        view.decide(AGENT, POINT).toCompletableFuture().join();
        if (!locateAndCheck()) {
            throw new IllegalStateException("the agent may not, or the copy is not held");
        }
    }

    private static List<Grant> rules(int count) {
        List<Grant> grants = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Grant.Rule rule =
                    i == 0 ? new Grant.OrMask(Permissions.parse("csd-rwX")) : new Grant.Privilege("orders.number" + i);
            grants.add(new Grant(
                    Ulid.next(), rule, Language.selector("localhost:app:**"), Language.selector("*"), Agent.HYPERUSER));
        }
        return grants;
    }

    private static PointHierarchy hierarchy(Point point) {
        return new PointHierarchy(point, Collections.nCopies(point.segments().size(), Kind.BASE));
    }

    /** A sender finds the record, the target sees that its own is current and that the agent may execute it. */
    @Floor(1_000_000)
    @Benchmark
    public boolean locateAndCheck() {
        var record = view.cached(POINT);
        var access = view.cachedAccess(AGENT, POINT);
        return record != null
                && view.holdsLease()
                && view.isCurrent(held)
                && access != null
                && access.may(Permission.EXECUTE);
    }
}
