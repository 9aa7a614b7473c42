package io.hyperspace.finality;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.provision.Registry;
import io.hyperspace.provision.Registry.Registration;
import io.hyperspace.registry.TestDatabase;
import io.hyperspace.space.command.Command;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.particle.PropertyChange;
import io.hyperspace.space.particle.Stub;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.security.Grant;
import io.hyperspace.space.security.Permission;
import io.hyperspace.space.security.Permissions;
import io.hyperspace.testkit.HyperverseExtension;
import io.hyperspace.testkit.MachinesExtension;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What one Machine was answered, every other shows right away, also one that had just said 404 or 403. */
final class ReadYourWritesTest {

    private static final int ROUNDS = 150;
    private static final WitnessDriver WITNESS = new WitnessDriver();
    private static final Agent BOB = Agent.of(Point.parse("hyperspace:users:bob"));

    @RegisterExtension
    static final MachinesExtension MACHINES = HyperverseExtension.machines(2)
            .driver(services -> WITNESS)
            .database(TestDatabase.shared().url(Path.of("read-your-writes")))
            .config("pekko.actor.serialize-messages = on")
            .config(TestDatabase.shared().credentials());

    @BeforeAll
    static void prepare() {
        MACHINES.machine(0).command("create hall<Space>").orThrow();
        MACHINES.machine(0).command("create hyperspace:users:bob<User>").orThrow();
    }

    @Test
    void whatIsCreatedGrantedChangedAndDeletedIsSeenFromTheOtherMachineAtOnce() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            Point point = Point.parse("hall:thing" + i);
            int here = i % 2;
            Registry one = MACHINES.services(here).registry();
            Registry other = MACHINES.services(1 - here).registry();
            assertThat(ping(1 - here, point, Agent.HYPERUSER)).isEqualTo(404);

            get(one.register(
                    new Registration(point, WitnessDriver.KIND, Agent.HYPERUSER, List.of(), Command.Strategy.COMMIT)));
            assertThat(ping(1 - here, point, Agent.HYPERUSER)).isEqualTo(200);
            assertThat(get(other.record(point)).kind()).isEqualTo(WitnessDriver.KIND);
            assertThat(selected(other)).contains(point);
            assertThat(ping(1 - here, point, BOB)).isEqualTo(403);

            Grant grant = get(one.grant(new Grant(
                    Ulid.next(),
                    new Grant.OrMask(Permissions.parse("csd-rwX")),
                    Language.selector(point.toString()),
                    Language.selector(BOB.toString()),
                    Agent.HYPERUSER)));
            assertThat(ping(1 - here, point, BOB)).isEqualTo(200);
            assertThat(get(other.access(BOB, point)).may(Permission.EXECUTE)).isTrue();

            get(one.setProperties(point, List.of(new PropertyChange.Set("a", "" + i, false))));
            assertThat(get(other.record(point)).property("a")).isEqualTo("" + i);

            get(one.revoke(grant.id()));
            assertThat(ping(1 - here, point, BOB)).isEqualTo(403);
            get(one.delete(point));
            assertThat(selected(other)).doesNotContain(point);
            assertThat(ping(1 - here, point, Agent.HYPERUSER)).isEqualTo(404);
        }
    }

    private static List<Point> selected(Registry registry) throws Exception {
        return get(registry.select(Registry.Query.now(Language.selector("hall:*"), Agent.HYPERUSER), null, 1000))
                .stubs()
                .stream()
                .map(Stub::point)
                .toList();
    }

    private static int ping(int machine, Point point, Agent agent) throws Exception {
        return get(Hammer.ping(MACHINES.services(machine).waves(), point, agent))
                .status();
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
