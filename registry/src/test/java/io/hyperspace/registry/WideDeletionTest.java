package io.hyperspace.registry;

import static io.hyperspace.registry.TestMachine.get;
import static io.hyperspace.registry.TestMachine.registration;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.provision.Registry;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.PropertyChange;
import io.hyperspace.space.point.Point;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class WideDeletionTest {

    private static final Logger LOG = LoggerFactory.getLogger(WideDeletionTest.class);
    private static final int BATCH = 5_000;

    @TempDir
    private Path data;

    @Test
    void manyChildrenOfAWideParentAreDeleted() throws Exception {
        createAndDelete(BATCH);
    }

    @Test
    @Tag("soak")
    void aHundredThousandChildrenOfAWideParentAreDeleted() throws Exception {
        createAndDelete(100_000);
    }

    private void createAndDelete(int children) throws Exception {
        try (TestMachine machine = TestMachine.start(data)) {
            Registry registry = machine.registry();
            machine.create("broad", Kind.SPACE);
            get(registry.register(
                    registration("broad:base", Kind.BASE, false, new PropertyChange.Set("wide", "true", false))));
            long start = System.nanoTime();
            for (int from = 0; from < children; from += BATCH) {
                List<Registry.Registration> some = new ArrayList<>();
                for (int i = from; i < from + BATCH; i++) {
                    some.add(registration("broad:base:child-" + i, Kind.MECHTRON, false));
                }
                registry.registerAll(some).toCompletableFuture().get(5, TimeUnit.MINUTES);
            }
            long created = System.nanoTime();
            Registry.Deleted deleted =
                    registry.delete(Point.parse("broad")).toCompletableFuture().get(10, TimeUnit.MINUTES);
            long end = System.nanoTime();

            LOG.warn(
                    "{} children: created in {} ms, deleted in {} ms",
                    children,
                    (created - start) / 1_000_000,
                    (end - created) / 1_000_000);
            assertThat(deleted.count()).isEqualTo(children + 2L);
            assertThat(deleted.points()).hasSize(1_000);
            assertThat(Orphans.rows(machine, "broad")).isEmpty();
        }
    }
}
