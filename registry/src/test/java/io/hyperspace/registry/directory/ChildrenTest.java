package io.hyperspace.registry.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.security.Agent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The children of a directory against a plain map, and what they share. {@code -Dhyperspace.seed=…} repeats a run. */
class ChildrenTest {

    private static final int CHANGES = 20_000;
    private static final int POINTS = 700;

    private static Entry entry(String point, long revision) {
        return new Entry(
                Point.parse(point),
                Incarnation.next(),
                Kind.parse(new String("Mechtron")),
                Agent.parse(new String("hyperspace:users:owner")),
                false,
                Map.of("bind", new Entry.Value(new String("my:repo:1.0.0:/a.bind"), false, false)),
                Status.READY,
                StarKey.parse(new String("<<central:maelstrom[3]>>")),
                1,
                revision,
                List.of(),
                false);
    }

    @Test
    void theyAreWhatAMapWouldBe() {
        long seed = Long.getLong("hyperspace.seed", System.nanoTime());
        Random random = new Random(seed);
        Map<Point, Entry> model = new TreeMap<>();
        Children children = Children.none();

        for (int i = 0; i < CHANGES; i++) {
            Entry entry = entry("localhost:parent:c" + random.nextInt(POINTS), i + 1);
            if (random.nextInt(3) == 0) {
                model.remove(entry.point());
                children = children.without(entry.point());
            } else {
                model.put(entry.point(), entry);
                children = children.with(entry);
            }
            assertThat(children.get(entry.point())).as("seed %s", seed).isEqualTo(model.get(entry.point()));
            assertThat(children.size()).as("seed %s", seed).isEqualTo(model.size());
        }

        assertThat(children.entries()).as("seed %s", seed).isEqualTo(new ArrayList<>(model.values()));
        assertThat(children.first(10)).as("seed %s", seed).hasSize(10).isSubsetOf(model.values());
        assertThat(Children.of(model.values()))
                .as("seed %s", seed)
                .isEqualTo(children)
                .hasSameHashCodeAs(children);
        assertThat(Children.of(model.values()).bytes()).as("seed %s", seed).isEqualTo(children.bytes());
    }

    @Test
    void whatWasBeforeAChangeStays() {
        Children before = Children.of(List.of(entry("localhost:a", 1), entry("localhost:b", 1)));

        Children after = before.with(entry("localhost:a", 2)).without(Point.parse("localhost:b"));

        assertThat(before.entries()).extracting(Entry::revision).containsExactly(1L, 1L);
        assertThat(after.entries()).extracting(Entry::revision).containsExactly(2L);
    }

    @Test
    void pointsOfOneHashAreToldApart() {
        Entry one = entry("localhost:an", 1);
        Entry other = entry("localhost:c0", 2);
        assertThat(one.point()).hasSameHashCodeAs(other.point());

        Children both = Children.none().with(one).with(other);

        assertThat(both.get(one.point())).isEqualTo(one);
        assertThat(both.get(other.point())).isEqualTo(other);
        assertThat(both.without(one.point()).entries()).containsExactly(other);
    }

    @Test
    void neighboursShareWhatTheyHaveInCommon() {
        Entry one = entry("localhost:one", 1);
        Entry other = entry("localhost:other", 1);

        assertThat(one.kind()).isSameAs(other.kind());
        assertThat(one.owner()).isSameAs(other.owner());
        assertThat(one.star()).isSameAs(other.star());
        assertThat(one.properties().get("bind")).isSameAs(other.properties().get("bind"));
    }

    @Test
    void nobodyElseKeepsASecretOrALongValue() {
        for (Entry.Value value :
                List.of(new Entry.Value("hush", false, true), new Entry.Value("x".repeat(257), false, false))) {
            Entry.Value equal = new Entry.Value(value.text(), value.locked(), value.secret());

            assertThat(with(equal)).isSameAs(equal);
            assertThat(with(value)).isSameAs(value);
        }
    }

    private static Entry.Value with(Entry.Value value) {
        Entry entry = entry("localhost:valued", 1);
        Entry valued = new Entry(
                entry.point(),
                entry.incarnation(),
                entry.kind(),
                entry.owner(),
                false,
                Map.of("key", value),
                entry.status(),
                null,
                0,
                1,
                List.of(),
                false);
        return valued.properties().values().iterator().next();
    }
}
