package io.hyperspace.registry;

import static io.hyperspace.registry.TestMachine.fault;
import static io.hyperspace.registry.TestMachine.get;
import static io.hyperspace.registry.TestMachine.registration;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.provision.Change;
import io.hyperspace.provision.Registry;
import io.hyperspace.space.command.Command;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.particle.PropertyChange;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.security.Grant;
import io.hyperspace.space.security.Permissions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeleteTest {

    private TestMachine machine;
    private Registry registry;

    @BeforeAll
    void start(@TempDir Path data) {
        machine = TestMachine.start(data, "hyperspace.registry.delete { batch = 4, parallelism = 3, listed = 5 }");
        registry = machine.registry();
    }

    @AfterAll
    void stop() {
        machine.close();
    }

    private List<String> below(String point) {
        return get(registry.select(Registry.Query.now(Language.selector(point + "+:**"), Agent.HYPERUSER), null, 1000))
                .stubs()
                .stream()
                .map(stub -> stub.point().toString())
                .toList();
    }

    private Registry.Registration overriding(String point, Kind kind, PropertyChange... properties) {
        return new Registry.Registration(
                Point.parse(point), kind, Agent.HYPERUSER, List.of(properties), Command.Strategy.OVERRIDE);
    }

    @Test
    void whatIsDeletedDoesNotLiveAnyMore() {
        Incarnation mortal = incarnation("mortal");
        Incarnation spared = incarnation("spared");
        List<Incarnation> all = List.of(mortal, spared, Incarnation.next());
        assertThat(get(registry.living(all))).containsExactlyInAnyOrder(mortal, spared);

        get(registry.delete(Point.parse("mortal")));

        assertThat(get(registry.living(all))).containsExactly(spared);
    }

    private Incarnation incarnation(String point) {
        machine.create(point, Kind.SPACE);
        return get(registry.record(Point.parse(point))).incarnation();
    }

    @Test
    void aParticleGoesWithEverythingBelowIt() {
        machine.create("tree", Kind.SPACE);
        List<String> all = new ArrayList<>(List.of("tree"));
        for (int i = 0; i < 6; i++) {
            all.add("tree:b" + i);
            machine.create("tree:b" + i, Kind.BASE);
            all.add("tree:m" + i);
            machine.create("tree:m" + i, Kind.MECHTRON);
            all.add("tree:b" + i + ":m");
            machine.create("tree:b" + i + ":m", Kind.MECHTRON);
        }

        Registry.Deleted deleted = get(registry.delete(Point.parse("tree")));

        assertThat(deleted.count()).isEqualTo(all.size());
        assertThat(deleted.points()).hasSize(5).allMatch(point -> all.contains(point.toString()));
        assertThat(below("tree")).isEmpty();
        for (String point : all) {
            assertThat(fault(registry.record(Point.parse(point))).status()).isEqualTo(404);
        }
        assertThat(fault(registry.delete(Point.parse("tree"))).status()).isEqualTo(404);
    }

    @Test
    void whatIsDeletedAndCreatedAgainStartsClean() {
        Incarnation before = machine.create("again", Kind.SPACE).record().incarnation();
        machine.create("again:child", Kind.BASE);
        get(registry.next(Point.parse("again")));
        get(registry.delete(Point.parse("again")));

        Registry.Registered after = machine.create("again", Kind.REPO);

        assertThat(after.record().incarnation()).isNotEqualTo(before);
        assertThat(fault(registry.record(Point.parse("again:child"))).status()).isEqualTo(404);
        assertThat(get(registry.next(Point.parse("again")))).isEqualTo(1);
        assertThat(machine.create("again:child", Kind.BUNDLE_SERIES).created()).isTrue();
    }

    @Test
    void belowWhatIsDeletedNothingIsCreated() {
        machine.create("closed", Kind.SPACE);
        machine.create("closed:child", Kind.BASE);
        get(registry.delete(Point.parse("closed")));

        assertThat(fault(registry.register(registration("closed:child", Kind.BASE, false)))
                        .status())
                .isEqualTo(404);
        assertThat(fault(registry.register(registration("closed:child:deep", Kind.BASE, false)))
                        .status())
                .isEqualTo(404);
        assertThat(fault(registry.next(Point.parse("closed"))).status()).isEqualTo(404);
    }

    @Test
    void aWideParentGoesWithAllItsBuckets() {
        machine.create("broad", Kind.SPACE);
        get(registry.register(
                registration("broad:base", Kind.BASE, false, new PropertyChange.Set("wide", "true", false))));
        List<Registry.Registration> many = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            many.add(registration("broad:base:m" + i, Kind.MECHTRON, false));
        }
        get(registry.registerAll(many));

        assertThat(get(registry.delete(Point.parse("broad"))).count()).isEqualTo(42);
        assertThat(below("broad")).isEmpty();
    }

    @Test
    void theRowsOfWhatIsDeletedEndAndSoDoItsGrants() {
        machine.create("granting", Kind.SPACE);
        machine.create("granting:child", Kind.BASE);
        Grant grant = get(registry.grant(new Grant(
                Ulid.next(),
                new Grant.OrMask(Permissions.parse("csd-Rwx")),
                Language.selector("granting:child"),
                Language.selector("*"),
                Agent.HYPERUSER)));
        Agent anyone = Agent.of(
                machine.create("hyperspace:users:anyone", Kind.USER).record().point());
        assertThat(get(registry.access(anyone, Point.parse("granting:child"))).permissions())
                .hasToString("csd-Rwx");

        get(registry.delete(Point.parse("granting")));
        machine.create("granting", Kind.SPACE);
        machine.create("granting:child", Kind.BASE);

        assertThat(get(registry.access(anyone, Point.parse("granting:child"))).permissions())
                .hasToString("csd-rwx");
        assertThat(fault(registry.grant(grant.id())).status()).isEqualTo(404);
    }

    @Test
    void whatEveryHyperverseHasStays() {
        for (String point : List.of("ROOT", "GLOBAL::executor", "hyperspace", "hyperspace:users:hyperuser")) {
            Fault fault = fault(registry.delete(Point.parse(point)));
            assertThat(fault.status()).isEqualTo(422);
            assertThat(fault.code()).isEqualTo("E0220");
            assertThat(fault(registry.register(overriding(point, Kind.SPACE))).code())
                    .isEqualTo("E0220");
        }
    }

    @Test
    void listenersHearOfWhatIsGone() {
        machine.create("heard", Kind.SPACE);
        Incarnation child = machine.create("heard:child", Kind.BASE).record().incarnation();
        Heard heard = new Heard();
        registry.onChange(heard);

        get(registry.delete(Point.parse("heard")));

        Point below = Point.parse("heard:child");
        assertThat(heard.changes())
                .filteredOn(change -> !(change instanceof Change.OfRecord))
                .containsExactly(
                        new Change.OfAgent(Point.parse("heard")),
                        new Change.OfAgent(below),
                        new Change.OfAccess(Point.ROOT),
                        new Change.OfAgent(Point.parse("heard")),
                        new Change.OfAccess(Point.ROOT));
        assertThat(heard.changes())
                .filteredOn(Change.OfRecord.class::isInstance)
                .extracting(change -> ((Change.OfRecord) change).incarnation())
                .contains(child);
    }

    @Test
    void aParticleIsReplacedByOneOfAnotherKind() {
        ParticleRecord before = machine.create("replaced", Kind.SPACE).record();
        machine.create("replaced:base", Kind.BASE);
        machine.create("replaced:base:deep", Kind.BASE);

        Registry.Registered after =
                get(registry.register(overriding("replaced", Kind.REPO, new PropertyChange.Set("a", "1", false))));

        assertThat(after.created()).isTrue();
        assertThat(get(registry.record(Point.parse("replaced")))).isEqualTo(after.record());
        assertThat(after.record().kind()).isEqualTo(Kind.REPO);
        assertThat(after.record().property("a")).isEqualTo("1");
        assertThat(after.record()
                        .incarnation()
                        .ulid()
                        .compareTo(before.incarnation().ulid()))
                .isPositive();
        assertThat(below("replaced")).containsExactly("replaced");
        assertThat(fault(registry.record(Point.parse("replaced:base"))).status())
                .isEqualTo(404);
        assertThat(machine.create("replaced:series", Kind.BUNDLE_SERIES).created())
                .isTrue();
    }

    @Test
    void overridingWhatIsNotThereCreatesIt() {
        assertThat(get(registry.register(overriding("overridden", Kind.SPACE))).created())
                .isTrue();
        assertThat(get(registry.record(Point.parse("overridden"))).revision()).isEqualTo(1);
    }

    @Test
    void anOverrideThatIsRefusedHarmsNothing() {
        machine.create("unharmed", Kind.REPO);
        ParticleRecord series =
                machine.create("unharmed:series", Kind.BUNDLE_SERIES).record();

        Fault fault = fault(registry.register(overriding("unharmed:series", Kind.SPACE)));

        assertThat(fault.code()).isEqualTo("E0204");
        assertThat(get(registry.record(series.point()))).isEqualTo(series);
        assertThat(fault(registry.registerAll(List.of(overriding("unharmed:series", Kind.BUNDLE_SERIES))))
                        .code())
                .isEqualTo("E0221");
    }

    @Test
    void aStatusDeletesNothing() {
        Incarnation incarnation =
                machine.create("by-status", Kind.SPACE).record().incarnation();

        assertThat(fault(registry.setStatus(Point.parse("by-status"), incarnation, Status.DELETED))
                        .code())
                .isEqualTo("E0222");
    }

    @Test
    void aParticleIsGivenToAnotherOwner() {
        Point point = machine.create("owned", Kind.SPACE).record().point();
        Agent ann = Agent.of(
                machine.create("hyperspace:users:ann", Kind.USER).record().point());

        ParticleRecord record = get(registry.chown(point, ann));

        assertThat(record.owner()).isEqualTo(ann);
        assertThat(record.revision()).isEqualTo(2);
        assertThat(get(registry.chown(point, ann)).revision()).isEqualTo(2);
        assertThat(get(registry.access(ann, point)).level()).hasToString("owner");
        assertThat(fault(registry.chown(Point.parse("not-there"), ann)).status())
                .isEqualTo(404);
    }

    @Test
    void historyTellsOfAllParticlesThatAPointHasHad() {
        Point point = Point.parse("told:child");
        machine.create("told", Kind.SPACE);
        ParticleRecord first = get(registry.register(
                        registration("told:child", Kind.BASE, false, new PropertyChange.Set("title", "a", true))))
                .record();
        get(registry.chown(point, Agent.of(Point.parse("hyperspace:users:ann"))));
        get(registry.setProperties(
                point, List.of(new PropertyChange.Set("b", "1", false), new PropertyChange.Unset("c"))));
        machine.create("told:other", Kind.BASE);
        ParticleRecord second =
                get(registry.register(overriding("told:child", Kind.MECHTRON))).record();
        get(registry.delete(Point.parse("told")));
        machine.create("told", Kind.SPACE);
        ParticleRecord third = machine.create("told:child", Kind.BASE).record();

        List<Registry.Happening> history = history(point, 1);

        assertThat(history)
                .extracting(Registry.Happening::event)
                .containsExactly(
                        "registered",
                        "owner-changed",
                        "properties-changed",
                        "status-changed",
                        "replaced",
                        "registered",
                        "removed",
                        "registered");
        assertThat(history.get(0).details())
                .containsEntry("+@title", "a")
                .containsEntry("kind", "Base")
                .containsEntry("owner", "hyperuser");
        assertThat(history.get(2).details()).containsEntry("+b", "1").containsEntry("!c", "");
        assertThat(history)
                .extracting(Registry.Happening::incarnation)
                .containsSubsequence(first.incarnation(), second.incarnation(), third.incarnation());
        assertThat(history(point, 1000)).isEqualTo(history);
        assertThat(fault(registry.history(Point.parse("never"), null, 10)).status())
                .isEqualTo(404);
        assertThat(fault(registry.history(point, "nonsense", 10)).status()).isEqualTo(400);
    }

    private List<Registry.Happening> history(Point point, int limit) {
        List<Registry.Happening> all = new ArrayList<>();
        String after = null;
        do {
            Registry.HistoryPage page = get(registry.history(point, after, limit));
            all.addAll(page.happenings());
            after = page.next();
        } while (after != null);
        return all;
    }
}
