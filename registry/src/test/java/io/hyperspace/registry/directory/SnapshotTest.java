package io.hyperspace.registry.directory;

import static io.hyperspace.registry.TestMachine.fault;
import static io.hyperspace.registry.TestMachine.get;
import static io.hyperspace.registry.TestMachine.registration;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.registry.TestMachine;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.particle.PropertyChange;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.point.StarKind;
import io.hyperspace.space.security.Agent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** How large snapshots of directories become, and how long one takes to read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SnapshotTest {

    private static final int CHILDREN = 10_000;
    private static final long MEBIBYTE = 1 << 20;
    private static final int SERIALIZER = 41001;

    private TestMachine machine;
    private Serialization serialization;

    @BeforeAll
    void start(@TempDir Path data) {
        machine = TestMachine.start(data);
        serialization = SerializationExtension.get(machine.system());
    }

    @AfterAll
    void stop() {
        machine.close();
    }

    private static DirectoryState.Open open(Children children) {
        return new DirectoryState.Open(
                Point.parse("localhost:parent"), Incarnation.next(), Kind.BASE, false, children, 0);
    }

    private static Entry placed(String point) {
        Entry entry = new Entry(
                Point.parse(point),
                Incarnation.next(),
                Kind.MECHTRON,
                Agent.of(Point.parse("hyperspace:users:somebody")),
                false,
                Map.of(),
                Status.READY,
                null,
                0,
                1,
                List.of(),
                false);
        return entry.placed(StarKey.of(StarKind.MAELSTROM, 11), 1, 2);
    }

    @Test
    void tenThousandPlainChildrenAreSmallAndReadAtOnce() {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < CHILDREN; i++) {
            entries.add(placed("localhost:parent:a-child-with-a-name-" + i));
        }
        byte[] snapshot = serialization.serialize(open(Children.of(entries))).get();

        assertThat(snapshot.length).isLessThan((int) (3 * MEBIBYTE));
        long[] nanos = new long[30];
        for (int i = 0; i < nanos.length; i++) {
            long before = System.nanoTime();
            Object read = serialization.deserialize(snapshot, SERIALIZER, "").get();
            nanos[i] = System.nanoTime() - before;
            assertThat(((DirectoryState.Open) read).children().size()).isEqualTo(CHILDREN);
        }
        Arrays.sort(nanos);
        assertThat(nanos[nanos.length / 2] / 1_000_000)
                .as("milliseconds to read a snapshot of %s bytes", snapshot.length)
                .isLessThan(100);
    }

    @Test
    void aSnapshotIsNeverLargerThanItsChildrenAreCounted() {
        long seed = Long.getLong("hyperspace.seed", System.nanoTime());
        Random random = new Random(seed);
        Children children = Children.none();
        for (int i = 0; i < 2_000; i++) {
            children = children.with(random(random, i));
        }
        for (int i = 0; i < 500; i++) {
            children = children.without(Point.parse("localhost:parent:c" + random.nextInt(2_000)));
        }

        byte[] snapshot = serialization.serialize(open(children)).get();

        int frame = serialization.serialize(open(Children.none())).get().length;
        assertThat((long) snapshot.length).as("seed %s", seed).isLessThanOrEqualTo(children.bytes() + frame);
        assertThat(Children.of(children.entries()).bytes()).as("seed %s", seed).isEqualTo(children.bytes());
    }

    private static Entry random(Random random, int number) {
        Map<String, Entry.Value> properties = new TreeMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            properties.put("k" + i, new Entry.Value("é€x😀".repeat(random.nextInt(30)), random.nextBoolean(), true));
        }
        List<GrantEntry> grants = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            grants.add(new GrantEntry(
                    Ulid.next(),
                    "priv",
                    "orders.refund",
                    Language.selector("localhost:parent+:**"),
                    Language.selector("*"),
                    Agent.HYPERUSER));
        }
        Entry entry = new Entry(
                Point.parse("localhost:parent:c" + number),
                Incarnation.next(),
                Kind.USER_BASE,
                Agent.HYPERUSER,
                true,
                properties,
                Status.PANIC,
                null,
                0,
                Long.MAX_VALUE,
                grants,
                false);
        return random.nextBoolean()
                ? entry.placed(StarKey.of(StarKind.MAELSTROM, 65_535), Long.MAX_VALUE, Long.MAX_VALUE)
                : entry;
    }

    @Test
    void aDirectoryRefusesWhatWouldMakeItTooLarge() {
        machine.create("heavy", Kind.SPACE);
        String value = "x".repeat(64_000);
        PropertyChange[] four = new PropertyChange[4];
        for (int i = 0; i < four.length; i++) {
            four[i] = new PropertyChange.Set("k" + i, value, false);
        }
        int stored = (int) (Sizes.MAX_DIRECTORY / (4 * 64_000 + 1_000));
        for (int i = 0; i < stored; i++) {
            get(machine.registry().register(registration("heavy:c" + i, Kind.BASE, false, four)));
        }
        machine.create("heavy:small", Kind.BASE);

        assertThat(fault(machine.registry().register(registration("heavy:more", Kind.BASE, false, four)))
                        .code())
                .isEqualTo("E0219");
        assertThat(fault(machine.registry().setProperties(Point.parse("heavy:small"), List.of(four)))
                        .status())
                .isEqualTo(422);
        get(machine.registry().setProperties(Point.parse("heavy:c0"), List.of(new PropertyChange.Unset("k0"))));
        get(machine.registry()
                .setProperties(
                        Point.parse("heavy:small"), List.of(new PropertyChange.Set("k", "x".repeat(50_000), false))));
    }
}
