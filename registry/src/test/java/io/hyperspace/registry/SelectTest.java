package io.hyperspace.registry;

import static io.hyperspace.registry.TestMachine.fault;
import static io.hyperspace.registry.TestMachine.get;
import static io.hyperspace.registry.TestMachine.registration;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperspace.provision.Change;
import io.hyperspace.provision.Registry;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.particle.Stub;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Access;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.security.Grant;
import io.hyperspace.space.security.Permission;
import io.hyperspace.space.security.Permissions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Selects and grants; a step of a select reads few rows, so that pages span steps. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("database")
class SelectTest {

    private static final Kind ARTIFACT = Kind.of("Artifact", "Raw");
    private static final Agent ANN = Agent.of(Point.parse("hyperspace:users:ann"));
    private static final Agent BOB = Agent.of(Point.parse("hyperspace:users:bob"));

    private TestMachine machine;
    private Registry registry;

    @BeforeAll
    void start(@TempDir Path data) {
        machine = TestMachine.start(data, "hyperspace.registry.select { scan-rows = 3, max-page = 50 }");
        registry = machine.registry();
        machine.create("hyperspace:users:ann", Kind.USER);
        machine.create("hyperspace:users:bob", Kind.USER);
    }

    @AfterAll
    void stop() {
        machine.close();
    }

    private List<String> select(String selector, Agent agent) {
        return select(selector, agent, 50);
    }

    private List<String> select(String selector, Agent agent, int pageSize) {
        List<String> found = new ArrayList<>();
        String after = null;
        do {
            Registry.Page page = page(selector, agent, after, pageSize);
            assertThat(page.stubs()).hasSizeLessThanOrEqualTo(pageSize);
            page.stubs().stream().map(Stub::toString).forEach(found::add);
            after = page.next();
        } while (after != null);
        return found;
    }

    private Registry.Page page(String selector, Agent agent, @Nullable String after, int pageSize) {
        return get(registry.select(Registry.Query.now(Language.selector(selector), agent), after, pageSize));
    }

    private Grant grant(Agent by, String mask, String on, String to) {
        return get(registry.grant(new Grant(
                Ulid.next(),
                new Grant.OrMask(Permissions.parse(mask)),
                Language.selector(on),
                Language.selector(to),
                by)));
    }

    @Test
    void aNewHyperverseHoldsNothingElse() {
        assertThat(select("hyperspace+:**", Agent.HYPERUSER))
                .containsExactly(
                        "hyperspace<Space>",
                        "hyperspace:users<UserBase<Internal>>",
                        "hyperspace:users:ann<User>",
                        "hyperspace:users:bob<User>",
                        "hyperspace:users:hyperuser<User>");
        assertThat(select("+:**", Agent.HYPERUSER)).contains("ROOT<Root>", "GLOBAL::executor<Global>");
    }

    @Test
    void selectorsPickByPrefixAndKind() {
        machine.create("pick", Kind.SPACE);
        machine.create("pick-not", Kind.SPACE);
        machine.create("pick:base", Kind.BASE);
        machine.create("pick:base:inner", Kind.SPACE);
        machine.create("pick:repo", Kind.REPO);
        machine.create("pick:repo:series", Kind.BUNDLE_SERIES);
        machine.create("pick:repo:series:1.0.0", Kind.BUNDLE);
        machine.create("pick:repo:series:1.0.0:/html/index.html", ARTIFACT);

        assertThat(select("pick", Agent.HYPERUSER)).containsExactly("pick<Space>");
        assertThat(select("pick:*", Agent.HYPERUSER)).containsExactly("pick:base<Base>", "pick:repo<Repo>");
        assertThat(select("pick:**<Space>", Agent.HYPERUSER)).containsExactly("pick:base:inner<Space>");
        assertThat(select("pick:repo:series:1.0.0:/html/*", Agent.HYPERUSER))
                .containsExactly("pick:repo:series:1.0.0:/html/index.html<Artifact<Raw>>");
        assertThat(select("pick+:**", Agent.HYPERUSER)).hasSize(7);
    }

    @Test
    void pagesOfEverySizeGiveAllOnceAndInOrder() {
        machine.create("pages", Kind.SPACE);
        List<String> all = new ArrayList<>();
        for (int i = 10; i < 30; i++) {
            machine.create("pages:child-" + i, Kind.BASE);
            all.add("pages:child-" + i + "<Base>");
        }

        for (int size : new int[] {1, 2, 3, 7, 19, 20, 21}) {
            assertThat(select("pages:*", Agent.HYPERUSER, size)).isEqualTo(all);
        }
        assertThat(page("pages:*", Agent.HYPERUSER, null, 20).next()).isNull();
    }

    @Test
    void aPageHoldsNoMoreThanTheLimit() {
        machine.create("limit", Kind.SPACE);
        List<Registry.Registration> many = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            many.add(registration("limit:child-" + i, Kind.BASE, false));
        }
        get(registry.registerAll(many));

        Registry.Page page = page("limit:*", Agent.HYPERUSER, null, 1_000);

        assertThat(page.stubs()).hasSize(50);
        assertThat(page.next()).isNotNull();
        assertThat(fault(registry.select(Registry.Query.now(Language.selector("*"), Agent.HYPERUSER), null, 0))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void whatIsHiddenLeavesNoTrace() {
        machine.create("hidden", Kind.SPACE);
        for (int i = 0; i < 8; i++) {
            machine.createFor("hidden:a-" + i, Kind.BASE, i == 2 ? ANN : Agent.HYPERUSER);
        }
        machine.create("hidden:z", Kind.BASE);
        machine.createFor("hidden:z:own", Kind.BASE, ANN);

        Registry.Page page = page("hidden:**", ANN, null, 2);

        assertThat(page.stubs()).extracting(Stub::toString).containsExactly("hidden:a-2<Base>", "hidden:z:own<Base>");
        assertThat(page.next()).isNull();
        assertThat(page("hidden:**", ANN, null, 1).next()).isEqualTo("hidden:a-2");
        assertThat(select("hidden:**", BOB)).isEmpty();
        assertThat(select("hidden:**", Agent.ANONYMOUS)).isEmpty();
    }

    @Test
    void whoMaySelectSeesTheChildren() {
        machine.create("seen", Kind.SPACE);
        machine.create("seen:a", Kind.BASE);
        machine.create("seen:a:b", Kind.BASE);

        grant(Agent.HYPERUSER, "cSd-rwx", "seen", "hyperspace:users:*<User>");

        assertThat(select("seen+:**", BOB)).containsExactly("seen:a<Base>");
        assertThat(select("seen+:**", Agent.ANONYMOUS)).isEmpty();
    }

    @Test
    void anOwnerSeesTheChildrenOfWhatItOwns() {
        machine.createFor("owned", Kind.SPACE, BOB);
        machine.create("owned:child", Kind.BASE);

        assertThat(select("owned+:**", BOB)).containsExactly("owned<Space>", "owned:child<Base>");
    }

    @Test
    void aSelectSeesAStatusAsSoonAsItIsStored() {
        Incarnation incarnation = machine.create("fresh", Kind.SPACE).record().incarnation();

        get(registry.setStatus(Point.parse("fresh"), incarnation, Status.PANIC));

        assertThat(page("fresh", Agent.HYPERUSER, null, 1).stubs())
                .extracting(Stub::status)
                .containsExactly(Status.PANIC);
    }

    @Test
    void aGrantGivesAccessAndListenersHearOfIt() {
        ParticleRecord till = machine.createFor("till", Kind.SPACE, ANN).record();
        Heard heard = new Heard();
        registry.onChange(heard);

        grant(ANN, "csd-RwX", "till", "hyperspace:users:*<User>");

        assertThat(heard.changes())
                .containsExactly(
                        new Change.OfRecord(till.point(), till.incarnation(), till.revision() + 1),
                        new Change.OfAccess(till.point()));
        Access access = get(registry.access(BOB, Point.parse("till")));
        assertThat(access.permissions()).hasToString("csd-RwX");
        assertThat(access.may(Permission.EXECUTE)).isTrue();
        assertThat(get(registry.access(ANN, Point.parse("till")))).isEqualTo(Access.OWNER);
        assertThat(get(registry.access(Agent.HYPERUSER, Point.parse("till")))).isEqualTo(Access.SUPER);
        assertThat(get(registry.access(Agent.ANONYMOUS, Point.parse("till")))).isEqualTo(Access.NOTHING);
    }

    @Test
    void aGrantOnWhatIsNotThereYetCountsWhenItComes() {
        machine.create("later", Kind.SPACE);

        grant(Agent.HYPERUSER, "csd-rwX", "later:not:yet", "*");

        Point point = Point.parse("later:not:yet");
        assertThat(get(registry.access(Agent.ANONYMOUS, point)).permissions()).hasToString("csd-rwX");
        machine.create("later:not", Kind.BASE);
        machine.create("later:not:yet", Kind.BASE);
        assertThat(get(registry.access(Agent.ANONYMOUS, point)).permissions()).hasToString("csd-rwX");
    }

    @Test
    void aGrantOnEverythingIsKeptAtTheRoot() {
        machine.create("everything", Kind.SPACE);

        grant(Agent.HYPERUSER, "csd-rWx", "**:everything", "*");

        assertThat(get(registry.access(BOB, Point.parse("everything"))).permissions())
                .hasToString("csd-rwx");
        grant(Agent.HYPERUSER, "csd-rWx", "+:**", "hyperspace:users:bob");
        assertThat(get(registry.access(BOB, Point.parse("everything"))).permissions())
                .hasToString("csd-rWx");
        assertThat(get(registry.access(BOB, Point.ROOT)).permissions()).hasToString("csd-rWx");
    }

    @Test
    void aRevokedGrantGivesNothingFromThenOn() {
        ParticleRecord record = machine.create("revoked", Kind.BASE).record();
        Point point = Point.parse("revoked");
        Grant first = grant(Agent.HYPERUSER, "csd-RwX", "revoked", "*");
        Grant second = grant(Agent.HYPERUSER, "csd-rwX", "revoked", "hyperspace:users:bob");
        Heard heard = new Heard();
        registry.onChange(heard);

        assertThat(get(registry.revoke(first.id()))).isEqualTo(first);

        List<Change> changes = List.of(
                new Change.OfRecord(point, record.incarnation(), record.revision() + 3), new Change.OfAccess(point));
        assertThat(heard.changes()).isEqualTo(changes);
        assertThat(get(registry.access(BOB, point)).permissions()).hasToString("csd-rwX");
        assertThat(get(registry.access(ANN, point)).permissions()).hasToString("csd-rwx");
        assertThat(get(registry.grants(Language.selector("revoked"), null, 10))).containsExactly(second);
        assertThat(get(registry.revoke(first.id()))).isEqualTo(first);
        assertThat(heard.changes()).hasSize(4).containsAll(changes);
        assertThatThrownBy(() -> get(registry.revoke(Ulid.next()))).hasMessageContaining("there is no grant");
        assertThatThrownBy(() -> get(registry.grant(first.id()))).hasMessageContaining("there is no grant");
    }

    @Test
    void grantsAreListedFromAboveAndBelowAndForOneAgent() {
        machine.create("listed", Kind.SPACE);
        machine.create("listed:inner", Kind.BASE);
        machine.create("listed-not", Kind.BASE);
        Grant above = grant(Agent.HYPERUSER, "csd-RwX", "listed+:**", "hyperspace:users:*<User>");
        Grant at = grant(Agent.HYPERUSER, "csd-rwX", "listed:inner", "hyperspace:users:bob");
        grant(Agent.HYPERUSER, "csd-rwX", "listed-not", "hyperspace:users:bob");

        assertThat(get(registry.grants(Language.selector("listed:inner"), null, 10)))
                .contains(above, at);
        assertThat(get(registry.grants(Language.selector("listed"), null, 10))).contains(above, at);
        assertThat(get(registry.grants(Language.selector("listed"), null, 10)))
                .noneMatch(grant -> grant.on().toString().startsWith("listed-not"));
        assertThat(get(registry.grants(Language.selector("listed"), ANN, 10)))
                .contains(above)
                .doesNotContain(at);
        assertThat(get(registry.grants(Language.selector("listed"), null, 1))).hasSize(1);
    }

    @Test
    void everyRuleIsKeptAndCounts() {
        machine.create("rules", Kind.BASE);
        Point point = Point.parse("rules");
        for (String rule : List.of("perm +CSD-RWX", "perm &csd-Rwx", "priv orders.refund")) {
            get(registry.grant(new Grant(
                    Ulid.next(),
                    Grant.Rule.parse(rule),
                    Language.selector("rules"),
                    Language.selector("hyperspace:users:bob"),
                    Agent.HYPERUSER)));
        }

        assertThat(get(registry.access(BOB, point)))
                .isEqualTo(new Access(Access.Level.ENUMERATED, Permissions.parse("csd-Rwx"), Set.of("orders.refund")));

        get(registry.grant(new Grant(
                Ulid.next(),
                new Grant.Super(),
                Language.selector("rules"),
                Language.selector("hyperspace:users:bob"),
                Agent.HYPERUSER)));

        assertThat(get(registry.access(BOB, point)).level()).isEqualTo(Access.Level.SUPER);
    }
}
