package io.hyperspace.registry.select;

import static io.hyperspace.registry.TestMachine.fault;
import static io.hyperspace.registry.TestMachine.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.provision.Registry;
import io.hyperspace.registry.TestMachine;
import io.hyperspace.registry.index.Moment;
import io.hyperspace.space.command.AsOf;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.particle.Stub;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.security.Grant;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was, for as long as it is kept. */
class SelectPastTest {

    private static final Agent BOB = Agent.of(Point.parse("hyperspace:users:bob"));

    private static CompletionStage<Registry.Page> select(
            TestMachine machine, String selector, Agent agent, AsOf asOf, @Nullable String after, int limit) {
        return machine.registry().select(new Registry.Query(Language.selector(selector), agent, asOf), after, limit);
    }

    private static List<String> select(TestMachine machine, String selector, Agent agent, AsOf asOf) {
        List<String> found = new ArrayList<>();
        String after = null;
        do {
            Registry.Page page = get(select(machine, selector, agent, asOf, after, 2));
            page.stubs().stream().map(SelectPastTest::told).forEach(found::add);
            after = page.next();
        } while (after != null);
        return found;
    }

    private static String told(Stub stub) {
        return stub + " " + stub.status();
    }

    private static void setStatus(TestMachine machine, String point, Status status) {
        Registry registry = machine.registry();
        Point at = Point.parse(point);
        get(registry.setStatus(at, get(registry.record(at)).incarnation(), status));
    }

    /** The database's clock after everything that is stored, with nothing stored later in the same millisecond. */
    private static AsOf moment(TestMachine machine) {
        Instant now = now(machine);
        Awaitility.await().until(() -> now(machine).isAfter(now));
        return new AsOf.At(now);
    }

    private static Instant now(TestMachine machine) {
        Moment before =
                get(machine.database().query(connection -> new Past(null).settle(connection, AsOf.parse("1ms"))));
        return Instant.ofEpochMilli(Objects.requireNonNull(before.at()) + 1);
    }

    private static void grantSelect(TestMachine machine, String on) {
        get(machine.registry()
                .grant(new Grant(
                        Ulid.next(),
                        Grant.Rule.parse("perm +cSd-rwx"),
                        Language.selector(on),
                        Language.selector(BOB.toString()),
                        Agent.HYPERUSER)));
    }

    @Test
    void aSelectAsOfATimeShowsWhatWasThen(@TempDir Path data) {
        try (TestMachine machine = TestMachine.start(data)) {
            machine.create("then", Kind.SPACE);
            AsOf empty = moment(machine);
            machine.create("then:a", Kind.BASE);
            machine.create("then:b", Kind.BASE);
            machine.create("then:c", Kind.BASE);
            AsOf three = moment(machine);
            setStatus(machine, "then:b", Status.PANIC);
            machine.create("then:d", Kind.BASE);

            assertThat(select(machine, "then:*", Agent.HYPERUSER, empty)).isEmpty();
            assertThat(select(machine, "then:*", Agent.HYPERUSER, three))
                    .containsExactly("then:a<Base> Ready", "then:b<Base> Ready", "then:c<Base> Ready");
            assertThat(select(machine, "then:*", Agent.HYPERUSER, moment(machine)))
                    .containsExactly(
                            "then:a<Base> Ready", "then:b<Base> Panic", "then:c<Base> Ready", "then:d<Base> Ready");
            assertThat(select(machine, "**", Agent.HYPERUSER, AsOf.parse("1000d")))
                    .isEmpty();
        }
    }

    @Test
    void thePastIsSeenByTheRulesOfToday(@TempDir Path data) {
        try (TestMachine machine = TestMachine.start(data)) {
            machine.create("hyperspace:users:bob", Kind.USER);
            machine.create("rules", Kind.SPACE);
            machine.create("rules:a", Kind.BASE);
            machine.createFor("rules:own", Kind.BASE, BOB);
            AsOf before = moment(machine);

            assertThat(select(machine, "rules:*", BOB, before)).containsExactly("rules:own<Base> Ready");
            grantSelect(machine, "rules");
            assertThat(select(machine, "rules:*", BOB, before))
                    .containsExactly("rules:a<Base> Ready", "rules:own<Base> Ready");
            assertThat(select(machine, "rules:*", Agent.ANONYMOUS, before)).isEmpty();
        }
    }

    @Test
    void allPagesLookAtTheMomentOfTheFirst(@TempDir Path data) {
        try (TestMachine machine = TestMachine.start(data)) {
            machine.create("pages", Kind.SPACE);
            machine.create("pages:a", Kind.BASE);
            machine.create("pages:b", Kind.BASE);
            moment(machine);
            AsOf ago = AsOf.parse("1ms");

            Registry.Page first = get(select(machine, "pages:*", Agent.HYPERUSER, ago, null, 1));
            machine.create("pages:c", Kind.BASE);
            moment(machine);
            Registry.Page second = get(select(machine, "pages:*", Agent.HYPERUSER, ago, first.next(), 10));

            assertThat(second.stubs()).extracting(Stub::toString).containsExactly("pages:b<Base>");
            assertThat(fault(machine.registry()
                                    .select(
                                            Registry.Query.now(Language.selector("pages:*"), Agent.HYPERUSER),
                                            first.next(),
                                            10))
                            .status())
                    .isEqualTo(400);
            assertThat(fault(select(machine, "pages:*", Agent.HYPERUSER, ago, "x@pages:a", 1))
                            .code())
                    .isEqualTo("E0250");
        }
    }

    @Test
    void whatIsToComeIsRefused(@TempDir Path data) {
        try (TestMachine machine = TestMachine.start(data)) {
            AsOf tomorrow = new AsOf.At(Instant.now().plusSeconds(86_400));

            Fault fault = fault(select(machine, "**", Agent.HYPERUSER, tomorrow, null, 1));

            assertThat(fault.status()).isEqualTo(422);
            assertThat(fault.message()).startsWith(tomorrow + " is to come; the database's clock shows ");
        }
    }

    @Test
    void thePastIsKeptForAsLongAsIsSaid(@TempDir Path data) {
        AsOf early;
        try (TestMachine machine = TestMachine.start(data, """
                hyperspace.registry.index {
                  retention = 300ms
                  purge { every = 50ms, rows = 3, pause = 1ms }
                }
                """)) {
            machine.create("kept", Kind.SPACE);
            machine.create("kept:a", Kind.BASE);
            early = moment(machine);
            for (int i = 0; i < 10; i++) {
                setStatus(machine, "kept:a", i % 2 == 0 ? Status.PANIC : Status.READY);
            }
            Grant grant = get(machine.registry()
                    .grant(new Grant(
                            Ulid.next(),
                            Grant.Rule.parse("super"),
                            Language.selector("kept"),
                            Language.selector("*"),
                            Agent.HYPERUSER)));
            get(machine.registry().revoke(grant.id()));
            assertThat(ended(machine)).isGreaterThan(10);

            Awaitility.await().until(() -> ended(machine) == 0);

            Fault fault = fault(select(machine, "kept:*", Agent.HYPERUSER, early, null, 1));
            assertThat(fault.status()).isEqualTo(422);
            assertThat(fault.message()).startsWith("the past is kept since 2");
            assertThat(get(machine.registry()
                                    .select(
                                            Registry.Query.now(Language.selector("kept+:**"), Agent.HYPERUSER),
                                            null,
                                            10))
                            .stubs())
                    .hasSize(2);
        }

        try (TestMachine machine = TestMachine.start(data)) {
            assertThat(fault(select(machine, "kept:*", Agent.HYPERUSER, early, null, 1))
                            .message())
                    .startsWith("the past is kept since 2");
            assertThat(select(machine, "kept:*", Agent.HYPERUSER, moment(machine)))
                    .containsExactly("kept:a<Base> Ready");
        }
    }

    /** How many rows there are that no longer hold. */
    private static long ended(TestMachine machine) {
        return get(machine.database().query(connection -> {
            long ended = 0;
            for (String table : List.of("registry_record", "registry_grant")) {
                try (PreparedStatement count =
                        connection.prepareStatement("SELECT COUNT(*) FROM " + table + " WHERE valid_to < ?")) {
                    count.setLong(1, Long.MAX_VALUE);
                    try (ResultSet row = count.executeQuery()) {
                        row.next();
                        ended += row.getLong(1);
                    }
                }
            }
            return ended;
        }));
    }
}
