package io.hyperspace.registry;

import static io.hyperspace.registry.TestMachine.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.registry.index.Index;
import io.hyperspace.registry.index.IndexRow;
import io.hyperspace.registry.index.Moment;
import io.hyperspace.registry.index.PointRange;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.point.Point;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Looks for what must never be: a row or a record below a point that is gone. */
final class Orphans {

    private static final int MANY = 100_000;

    private Orphans() {}

    /** The points that the index has at or below a point. */
    static List<String> rows(TestMachine machine, String top) {
        return index(machine, Point.parse(top)).stream()
                .map(row -> row.point().toString())
                .toList();
    }

    private static List<IndexRow> index(TestMachine machine, Point top) {
        List<IndexRow> rows = new ArrayList<>();
        get(machine.database().query(connection -> {
            for (PointRange range : PointRange.of(Language.selector(top + "+:**"))) {
                rows.addAll(new Index(connection).page(range, null, MANY, Moment.NOW));
            }
            return rows.size();
        }));
        return rows;
    }

    /** Everything at or below a point has a parent, in the index and in its directory; and both know it. */
    static void check(TestMachine machine, String top) {
        List<IndexRow> rows = index(machine, Point.parse(top));
        Set<Point> there = new HashSet<>();
        rows.forEach(row -> there.add(row.point()));
        for (IndexRow row : rows) {
            Point parent = Objects.requireNonNull(row.point().parent());
            assertThat(parent.isRoot()
                            || there.contains(parent)
                            || !parent.toString().startsWith(top))
                    .as("the parent of %s has a row", row.point())
                    .isTrue();
            assertThat(get(machine.registry().record(row.point())).incarnation())
                    .as("the record of %s", row.point())
                    .isEqualTo(row.incarnation());
            assertThat(isThere(machine, parent))
                    .as("the parent of %s has a record", row.point())
                    .isTrue();
        }
    }

    static boolean isThere(TestMachine machine, Point point) {
        try {
            get(machine.registry().record(point));
            return true;
        } catch (HyperspaceException e) {
            assertThat(e.status()).isEqualTo(404);
            return false;
        }
    }
}
