package io.hyperspace.registry;

import static io.hyperspace.registry.TestMachine.fault;
import static io.hyperspace.registry.TestMachine.get;
import static io.hyperspace.registry.TestMachine.registration;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.provision.Change;
import io.hyperspace.provision.Registry;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.particle.Location;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.particle.Property;
import io.hyperspace.space.particle.PropertyChange;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.point.StarKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("database")
class RegistryTest {

    private static final Kind ARTIFACT = Kind.of("Artifact", "Raw");

    private TestMachine machine;
    private Registry registry;

    @BeforeAll
    void start(@TempDir Path data) {
        machine = TestMachine.start(data, "hyperspace.registry.directory.max-children = 5");
        registry = machine.registry();
    }

    @AfterAll
    void stop() {
        machine.close();
    }

    @Test
    void aNewHyperverseHasItsSixPointsAndNoOthers() {
        for (String point : List.of("ROOT", "GLOBAL::executor", "GLOBAL::registry", "hyperspace", "hyperspace:users")) {
            assertThat(get(registry.record(Point.parse(point))).point().toString())
                    .isEqualTo(point);
        }
        ParticleRecord hyperuser = get(registry.record(Point.parse("hyperspace:users:hyperuser")));
        assertThat(hyperuser.kind()).isEqualTo(Kind.USER);
        assertThat(hyperuser.owner()).hasToString("hyperuser");
    }

    @Test
    void aRegisteredParticleIsFoundWithItsProperties() {
        Registry.Registered registered = get(registry.register(
                registration("found", Kind.SPACE, false, new PropertyChange.Set("bind", "x:1.0.0:/a.bind", true))));

        assertThat(registered.created()).isTrue();
        ParticleRecord record = get(registry.record(Point.parse("found")));
        assertThat(record).isEqualTo(registered.record());
        assertThat(record.revision()).isEqualTo(1);
        assertThat(record.status()).isEqualTo(Status.READY);
        assertThat(record.location()).isNull();
        assertThat(record.properties()).containsEntry("bind", new Property("x:1.0.0:/a.bind", true));
    }

    @Test
    void aTakenPointIsRefused() {
        machine.create("taken", Kind.SPACE);

        Fault fault = fault(registry.register(registration("taken", Kind.SPACE, false)));

        assertThat(fault.status()).isEqualTo(409);
        assertThat(fault.code()).isEqualTo("E0201");
    }

    @Test
    void ensuringWhatIsThereChangesNothing() {
        Registry.Registered first = machine.create("ensured", Kind.SPACE);

        Registry.Registered again = get(registry.register(registration("ensured", Kind.SPACE, true)));

        assertThat(again.created()).isFalse();
        assertThat(again.record()).isEqualTo(first.record());
    }

    @Test
    void ensuringAnotherKindIsRefused() {
        machine.create("of-a-kind", Kind.SPACE);

        Fault fault = fault(registry.register(registration("of-a-kind", Kind.REPO, true)));

        assertThat(fault.status()).isEqualTo(409);
        assertThat(fault.code()).isEqualTo("E0202");
    }

    @Test
    void aChildOfNothingIsRefused() {
        Fault fault = fault(registry.register(registration("nothing:child", Kind.BASE, false)));

        assertThat(fault.status()).isEqualTo(404);
        assertThat(fault.message()).contains("'nothing'");
    }

    @Test
    void aPointThatIsNotThereIsNotFound() {
        assertThat(fault(registry.record(Point.parse("absent"))).code()).isEqualTo("E0203");
        assertThat(fault(registry.record(Point.parse("absent:child"))).code()).isEqualTo("E0203");
        assertThat(fault(registry.record(Point.parse("hyperspace:absent"))).status())
                .isEqualTo(404);
    }

    @Test
    void aKindThatAParentMayNotHoldIsRefused() {
        machine.create("repository", Kind.REPO);

        Fault fault = fault(registry.register(registration("repository:space", Kind.SPACE, false)));

        assertThat(fault.status()).isEqualTo(422);
        assertThat(fault.code()).isEqualTo("E0204");
    }

    @Test
    void manyAreRegisteredTogetherOrNotAtAll() {
        machine.create("all", Kind.REPO);
        machine.create("all:series", Kind.BUNDLE_SERIES);
        machine.create("all:series:1.0.0", Kind.BUNDLE);

        List<Registry.Registered> stored = get(registry.registerAll(List.of(
                registration("all:series:1.0.0:/a", ARTIFACT, false),
                registration("all:series:1.0.0:/b/c", ARTIFACT, false))));
        Fault fault = fault(registry.registerAll(List.of(
                registration("all:series:1.0.0:/d", ARTIFACT, false),
                registration("all:series:1.0.0:/a", ARTIFACT, false))));

        assertThat(stored).hasSize(2).allMatch(Registry.Registered::created);
        assertThat(fault.code()).isEqualTo("E0201");
        assertThat(fault(registry.record(Point.parse("all:series:1.0.0:/d"))).status())
                .isEqualTo(404);
    }

    @Test
    void childrenOfAWideParentMayBeRegisteredTogether() {
        List<Registry.Registration> many = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            many.add(registration("wide-" + i, Kind.SPACE, false));
        }

        List<Registry.Registered> stored = get(registry.registerAll(many));

        assertThat(stored)
                .extracting(one -> one.record().point())
                .containsExactlyElementsOf(
                        many.stream().map(Registry.Registration::point).toList());
    }

    @Test
    void registeringUnderSeveralParentsTogetherIsRefused() {
        Fault fault = fault(registry.registerAll(
                List.of(registration("several", Kind.SPACE, false), registration("hyperspace:x", Kind.BASE, false))));

        assertThat(fault.code()).isEqualTo("E0214");
    }

    @Test
    void aFullDirectoryRefusesOneMoreChild() {
        machine.create("full", Kind.SPACE);
        for (int i = 0; i < 5; i++) {
            machine.create("full:child-" + i, Kind.BASE);
        }

        Fault fault = fault(registry.register(registration("full:one-more", Kind.BASE, false)));

        assertThat(fault.status()).isEqualTo(422);
        assertThat(fault.code()).isEqualTo("E0207");
        assertThat(get(registry.register(registration("full:child-1", Kind.BASE, true)))
                        .created())
                .isFalse();
    }

    @Test
    void aBaseThatIsWideHoldsMoreThanADirectory() {
        get(registry.register(registration("broad", Kind.BASE, false, new PropertyChange.Set("wide", "true", false))));

        for (int i = 0; i < 12; i++) {
            machine.create("broad:child-" + i, Kind.BASE);
        }

        assertThat(get(registry.record(Point.parse("broad:child-11"))).kind()).isEqualTo(Kind.BASE);
        Fault fault = fault(registry.setProperties(Point.parse("broad"), List.of(new PropertyChange.Unset("wide"))));
        assertThat(fault.code()).isEqualTo("E0208");
    }

    @Test
    void ofPlacementsThatRaceOneWinsAndAllSeeIt() {
        Incarnation incarnation = machine.create("raced", Kind.SPACE).record().incarnation();
        Point point = Point.parse("raced");

        List<CompletionStage<ParticleRecord>> races = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            races.add(registry.assign(point, incarnation, 0, StarKey.of(StarKind.MAELSTROM, i)));
        }

        List<Location> locations = new ArrayList<>();
        races.forEach(race -> locations.add(get(race).location()));
        assertThat(locations).hasSize(20).doesNotContainNull().allMatch(locations.get(0)::equals);
        assertThat(locations.get(0).epoch()).isEqualTo(1);
        ParticleRecord moved = get(registry.assign(point, incarnation, 1, StarKey.of(StarKind.SCRIBE, 0)));
        assertThat(moved.location()).isEqualTo(new Location(StarKey.of(StarKind.SCRIBE, 0), 2));
        assertThat(moved.revision()).isEqualTo(3);
    }

    @Test
    void anotherIncarnationIsNeitherPlacedNorChanged() {
        machine.create("other", Kind.SPACE);
        Point point = Point.parse("other");

        assertThat(fault(registry.assign(point, Incarnation.next(), 0, StarKey.of(StarKind.MAELSTROM, 0)))
                        .code())
                .isEqualTo("E0205");
        assertThat(fault(registry.setStatus(point, Incarnation.next(), Status.PANIC))
                        .status())
                .isEqualTo(409);
    }

    @Test
    void aStatusIsStoredOnce() {
        Incarnation incarnation = machine.create("status", Kind.SPACE).record().incarnation();
        Point point = Point.parse("status");

        get(registry.setStatus(point, incarnation, Status.PANIC));
        ParticleRecord record = get(registry.setStatus(point, incarnation, Status.PANIC));

        assertThat(record.status()).isEqualTo(Status.PANIC);
        assertThat(record.revision()).isEqualTo(2);
    }

    @Test
    void aLockedPropertyIsKeptAndNothingElseChanges() {
        machine.create("locked", Kind.SPACE);
        Point point = Point.parse("locked");
        get(registry.setProperties(point, List.of(new PropertyChange.Set("a", "1", true))));

        Fault fault = fault(registry.setProperties(
                point, List.of(new PropertyChange.Set("b", "2", false), new PropertyChange.Unset("a"))));

        assertThat(fault.status()).isEqualTo(422);
        assertThat(fault.code()).isEqualTo("E0206");
        assertThat(get(registry.record(point)).properties()).containsOnlyKeys("a");
    }

    @Test
    void aSequenceCountsFromOneForEachPoint() {
        machine.create("first", Kind.SPACE);
        machine.create("second", Kind.SPACE);

        List<Long> numbers = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            numbers.add(get(registry.next(Point.parse("first"))));
        }

        assertThat(numbers).startsWith(1L, 2L, 3L).endsWith(150L).doesNotHaveDuplicates();
        assertThat(get(registry.next(Point.parse("second")))).isEqualTo(1);
        assertThat(fault(registry.next(Point.parse("third"))).status()).isEqualTo(404);
    }

    @Test
    void aListenerHearsOfAChangeBeforeItIsAnswered() {
        Heard heard = new Heard();
        registry.onChange(heard);

        ParticleRecord created = machine.create("heard", Kind.SPACE).record();
        assertThat(heard.records()).containsExactly(created);
        Change arrival = new Change.OfArrival(created.point(), created.incarnation());
        assertThat(heard.changes()).containsExactly(arrival);
        ParticleRecord changed =
                get(registry.setProperties(Point.parse("heard"), List.of(new PropertyChange.Set("a", "1", false))));
        assertThat(heard.records()).last().isEqualTo(changed);
        assertThat(heard.changes())
                .containsExactly(
                        arrival, new Change.OfRecord(changed.point(), changed.incarnation(), changed.revision()));
    }

    @Test
    void aPointThatNamesAPlaceCannotBeRegistered() {
        assertThat(fault(registry.register(registration("LOCAL::here", Kind.BASE, false)))
                        .code())
                .isEqualTo("E0215");
    }
}
