package io.hyperspace.registry.directory;

import static io.hyperspace.registry.TestMachine.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.provision.Lease;
import io.hyperspace.registry.TestMachine;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.particle.PropertyChange;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NearStatesTest {

    private static final Point HALL = Point.parse("hall");
    private static final Point CHAIR = Point.parse("hall:chair");
    private static final Incarnation PARENT = Incarnation.next();
    private static final DirectoryId ID = DirectoryId.of(PARENT, 0);

    private final AtomicBoolean isHeld = new AtomicBoolean(true);
    private final NearStates near = new NearStates(new Lease() {
        @Override
        public boolean isHeld() {
            return isHeld.get();
        }

        @Override
        public long lapses() {
            return 0;
        }
    });

    private static DirectoryState with(Status status) {
        Entry chair = new Entry(
                CHAIR,
                Incarnation.next(),
                Kind.BASE,
                Agent.HYPERUSER,
                false,
                Map.of(),
                status,
                null,
                0,
                1,
                List.of(),
                false);
        return new DirectoryState.Open(
                HALL, Incarnation.next(), Kind.SPACE, false, Children.none().with(chair), 0);
    }

    @Test
    void aChildIsReadWhileItsDirectoryShowsIt() {
        DirectoryState state = with(Status.READY);
        assertThat(near.child(PARENT, false, CHAIR)).isNull();

        near.show(ID, state);
        assertThat(near.child(PARENT, false, CHAIR)).isNotNull().isEqualTo(state.child(CHAIR));
        assertThat(near.child(PARENT, false, Point.parse("hall:table"))).isNull();

        near.hide(ID);
        assertThat(near.child(PARENT, false, CHAIR)).isNull();
    }

    @Test
    void nothingIsReadWithoutTheLeaseNorWhatIsBeingDeleted() {
        near.show(ID, with(Status.READY));
        isHeld.set(false);
        assertThat(near.child(PARENT, false, CHAIR)).isNull();

        isHeld.set(true);
        near.show(ID, with(Status.DELETED));
        assertThat(near.child(PARENT, false, CHAIR)).isNull();
    }

    /** Readers go on while a record changes: none sees an older one after a newer, nor one older than what was answered. */
    @Test
    void readersBesideAWriterNeverGoBack(@TempDir Path data) {
        try (TestMachine machine = TestMachine.start(data)) {
            machine.create("hall", Kind.SPACE);
            long first = machine.create("hall:chair", Kind.BASE).record().revision();
            AtomicLong answered = new AtomicLong(first);
            AtomicBoolean isOver = new AtomicBoolean();
            CompletableFuture<Long> reader = CompletableFuture.supplyAsync(() -> {
                long seen = 0;
                while (!isOver.get()) {
                    long atLeast = Math.max(seen, answered.get());
                    seen = get(machine.registry().record(CHAIR)).revision();
                    assertThat(seen).isGreaterThanOrEqualTo(atLeast);
                }
                return seen;
            });

            for (int i = 0; i < 100; i++) {
                List<PropertyChange> change = List.of(new PropertyChange.Set("turn", String.valueOf(i), false));
                answered.set(
                        get(machine.registry().setProperties(CHAIR, change)).revision());
            }

            isOver.set(true);
            assertThat(get(reader)).isGreaterThanOrEqualTo(first);
            assertThat(get(machine.registry().record(CHAIR)).revision()).isEqualTo(first + 100);
        }
    }
}
