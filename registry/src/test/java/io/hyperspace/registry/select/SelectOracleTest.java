package io.hyperspace.registry.select;

import static io.hyperspace.registry.TestMachine.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.provision.Registry;
import io.hyperspace.registry.TestMachine;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.particle.Stub;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Access;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.security.Grant;
import io.hyperspace.space.security.Permission;
import io.hyperspace.space.selector.PointHierarchy;
import io.hyperspace.space.selector.Selector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Selects against trying every particle: is it matched, and may the agent see it? In steps of few rows, so that pages,
 * ranges and what is stepped over meet in every way. {@code -Dseed=…} repeats a run.
 */
class SelectOracleTest {

    private static final int PARTICLES = 300;
    private static final int SELECTS = 400;
    private static final List<Agent> AGENTS = List.of(
            Agent.HYPERUSER,
            Agent.ANONYMOUS,
            Agent.of(Point.parse("hyperspace:users:ann")),
            Agent.of(Point.parse("hyperspace:users:bob")));
    private static final List<String> HOPS = List.of(
            "*",
            "**",
            "*<Base>",
            "**<Base>",
            "*<Space>+",
            "a",
            "a-b",
            "b+",
            "**+",
            "*<Artifact<*>>",
            "*+",
            "(^1)",
            "c");

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Map<Point, PointHierarchy> all = new TreeMap<>();
    private final Map<Point, Agent> owners = new HashMap<>();

    @Test
    void aSelectFindsWhatTryingEveryParticleFinds(@TempDir Path data) {
        try (TestMachine machine = TestMachine.start(data, "hyperspace.registry.select.scan-rows = 5")) {
            plant(machine);
            grant(machine);
            int found = 0;

            for (int i = 0; i < SELECTS; i++) {
                Selector selector = selector();
                Agent agent = AGENTS.get(random.nextInt(AGENTS.size()));
                List<String> expected = expected(machine, selector, agent);
                assertThat(select(machine, selector, agent))
                        .as("-Dseed=%d: %s by %s", seed, selector, agent)
                        .isEqualTo(expected);
                found += expected.size();
            }

            assertThat(found).as("-Dseed=%d: stubs found", seed).isGreaterThan(SELECTS);
        }
    }

    private void plant(TestMachine machine) {
        machine.create("hyperspace:users:ann", Kind.USER);
        machine.create("hyperspace:users:bob", Kind.USER);
        for (String top : List.of("a", "a-b", "a.b", "b")) {
            put(machine, top, Kind.SPACE);
        }
        put(machine, "a:repo", Kind.REPO);
        put(machine, "a:repo:c", Kind.BUNDLE_SERIES);
        for (String version : List.of("1.0.0", "1.2.3", "2.0.0")) {
            put(machine, "a:repo:c:" + version, Kind.BUNDLE);
            for (String file : List.of("/a", "/b/a", "/b/c/a", "/b-c/a")) {
                put(machine, "a:repo:c:" + version + ":" + file, Kind.of("Artifact", "Raw"));
            }
        }
        List<Point> holders = new ArrayList<>(all.keySet().stream()
                .filter(point -> point.segments().size() == 1)
                .toList());
        while (all.size() < PARTICLES) {
            Point holder = holders.get(random.nextInt(holders.size()));
            Point child =
                    holder.child(List.of("a", "a-b", "b", "c", "c1", "c-1").get(random.nextInt(6)));
            if (!all.containsKey(child) && child.segments().size() < 8) {
                put(machine, child.toString(), random.nextInt(3) == 0 ? Kind.SPACE : Kind.BASE);
                holders.add(child);
            }
        }
        for (Stub stub : get(machine.registry()
                        .select(Registry.Query.now(Language.selector("+:**"), Agent.HYPERUSER), null, 1_000))
                .stubs()) {
            all.computeIfAbsent(stub.point(), point -> get(machine.registry().query(point)));
        }
    }

    private void put(TestMachine machine, String point, Kind kind) {
        Agent owner = AGENTS.get(random.nextInt(20) == 0 ? 2 + random.nextInt(2) : 0);
        Point at = machine.createFor(point, kind, owner).record().point();
        all.put(at, get(machine.registry().query(at)));
        owners.put(at, owner);
    }

    private void grant(TestMachine machine) {
        for (int i = 0; i < 40; i++) {
            String rule = random.nextInt(5) == 0 ? "perm &csd-RWX" : "perm +cSd-rwx";
            get(machine.registry()
                    .grant(new Grant(
                            Ulid.next(),
                            Grant.Rule.parse(rule),
                            selector(),
                            Language.selector(random.nextBoolean() ? "hyperspace:users:*" : "*"),
                            Agent.HYPERUSER)));
        }
    }

    private Selector selector() {
        StringBuilder text = new StringBuilder();
        int exact = random.nextInt(3);
        List<Point> points = List.copyOf(owners.keySet());
        Point start = points.get(random.nextInt(points.size()));
        if (exact > 0) {
            text.append(start.prefix(Math.min(exact, start.segments().size())));
        }
        int hops = exact == 0 ? 1 + random.nextInt(3) : random.nextInt(3);
        boolean files = text.indexOf("/") >= 0;
        for (int i = 0; i < hops && !files; i++) {
            text.append(text.isEmpty() ? "" : ":").append(HOPS.get(random.nextInt(HOPS.size())));
        }
        if (exact > 0 && !files && random.nextInt(6) == 0) {
            text.append(List.of(":/**/a", ":/*", ":/b/*", ":/b/**/", ":/*/a").get(random.nextInt(5)));
        }
        return Language.selector(text.toString());
    }

    private List<String> expected(TestMachine machine, Selector selector, Agent agent) {
        Map<Point, Access> access = new HashMap<>();
        return all.values().stream()
                .filter(selector::matches)
                .map(PointHierarchy::point)
                .filter(point -> agent.equals(owners.get(point))
                        || access.computeIfAbsent(
                                        above(point),
                                        parent -> get(machine.registry().access(agent, parent)))
                                .may(Permission.SELECT))
                .map(Point::toString)
                .toList();
    }

    private static Point above(Point point) {
        Point parent = point.parent();
        return parent == null ? point : parent;
    }

    private List<String> select(TestMachine machine, Selector selector, Agent agent) {
        List<String> found = new ArrayList<>();
        int size = 1 + random.nextInt(40);
        @Nullable String after = null;
        do {
            Registry.Page page = get(machine.registry().select(Registry.Query.now(selector, agent), after, size));
            page.stubs().forEach(stub -> found.add(stub.point().toString()));
            assertThat(page.stubs().size()).isLessThanOrEqualTo(size);
            after = page.next();
        } while (after != null);
        return found;
    }
}
