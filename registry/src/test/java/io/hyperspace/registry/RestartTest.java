package io.hyperspace.registry;

import static io.hyperspace.registry.TestMachine.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.provision.Registry;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.particle.PropertyChange;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.point.StarKind;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("database")
class RestartTest {

    @TempDir
    private Path data;

    @Test
    void whatWasStoredIsThereAfterARestart() {
        ParticleRecord before;
        ParticleRecord root;
        try (TestMachine machine = TestMachine.start(data, "hyperspace.registry.directory.snapshot-every = 3")) {
            machine.create("kept", Kind.SPACE);
            Registry registry = machine.registry();
            Point point = Point.parse("kept:base");
            ParticleRecord created = machine.create("kept:base", Kind.BASE).record();
            get(registry.assign(point, created.incarnation(), 0, StarKey.of(StarKind.MAELSTROM, 3)));
            get(registry.setStatus(point, created.incarnation(), Status.PANIC));
            for (int i = 0; i < 5; i++) {
                get(registry.setProperties(point, List.of(new PropertyChange.Set("a", "" + i, false))));
            }
            before = get(registry.record(point));
            root = get(registry.record(Point.ROOT));
        }

        try (TestMachine machine = TestMachine.start(data)) {
            assertThat(get(machine.registry().record(Point.parse("kept:base")))).isEqualTo(before);
            assertThat(before.revision()).isEqualTo(8);
            assertThat(get(machine.registry().record(Point.ROOT))).isEqualTo(root);
            assertThat(machine.create("kept:more", Kind.BASE).created()).isTrue();
        }
    }

    @Test
    void noNumberOfASequenceIsHandedOutAgainAfterARestart() {
        Set<Long> numbers = new HashSet<>();
        for (int start = 0; start < 3; start++) {
            try (TestMachine machine = TestMachine.start(data)) {
                get(machine.registry().register(TestMachine.registration("numbers", Kind.SPACE, true)));
                for (int i = 0; i < 7; i++) {
                    long number = get(machine.registry().next(Point.parse("numbers")));
                    assertThat(numbers.add(number))
                            .as("number %s is new", number)
                            .isTrue();
                }
            }
        }

        assertThat(numbers).hasSize(21).contains(1L, 101L, 201L);
    }
}
