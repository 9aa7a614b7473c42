package io.hyperspace.registry;

import static io.hyperspace.registry.TestMachine.get;
import static io.hyperspace.registry.TestMachine.registration;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.provision.Registry;
import io.hyperspace.registry.directory.DirectoryAnswer;
import io.hyperspace.registry.directory.DirectoryCommand;
import io.hyperspace.registry.directory.DirectoryId;
import io.hyperspace.space.command.Command;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.PropertyChange;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A deletion that is broken off at any step, before it is done or after, goes on when it is asked for again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeletionResumedTest {

    private static final EntityTypeKey<DirectoryCommand> KEY =
            EntityTypeKey.create(DirectoryCommand.class, "directory");

    private TestMachine machine;
    private Registry registry;
    private RegistrySettings settings;

    @BeforeAll
    void start(@TempDir Path data) {
        machine = TestMachine.start(data, "hyperspace.registry.delete { batch = 2, parallelism = 1 }");
        registry = machine.registry();
        settings = RegistrySettings.from(machine.system().settings().config());
    }

    @AfterAll
    void stop() {
        machine.close();
    }

    /** Asks until some question, which it does not ask any more or whose answer it keeps for itself. */
    private final class Breaking implements Asking {

        private final AtomicInteger left;
        private final boolean asksTheLast;

        Breaking(int good, boolean asksTheLast) {
            this.left = new AtomicInteger(good);
            this.asksTheLast = asksTheLast;
        }

        @Override
        public CompletionStage<DirectoryAnswer> ask(
                DirectoryId id, Function<ActorRef<DirectoryAnswer>, DirectoryCommand> question) {
            int rest = left.getAndDecrement();
            if (rest < 0 || (rest == 0 && !asksTheLast)) {
                return broken();
            }
            CompletionStage<DirectoryAnswer> answer = ClusterSharding.get(machine.system())
                    .entityRefFor(KEY, id.text())
                    .ask(question::apply, Duration.ofSeconds(20));
            return rest == 0 ? answer.thenCompose(lost -> broken()) : answer;
        }

        private static CompletionStage<DirectoryAnswer> broken() {
            return CompletableFuture.failedFuture(Faults.notReady("the test").toException());
        }

        boolean isBroken() {
            return left.get() < 0;
        }
    }

    private Deletions deletions(Asking asking) {
        return new Deletions(new Resolver(machine.database(), asking, 100), asking, settings);
    }

    private void world(String top) {
        machine.create(top, Kind.SPACE);
        machine.create(top + ":base", Kind.BASE);
        machine.create(top + ":base:m0", Kind.MECHTRON);
        machine.create(top + ":base:deep", Kind.BASE);
        machine.create(top + ":base:deep:m", Kind.MECHTRON);
        for (int i = 0; i < 5; i++) {
            machine.create(top + ":m" + i, Kind.MECHTRON);
        }
        machine.create(top + ":empty", Kind.BASE);
    }

    @Test
    void itGoesOnFromEveryStep() {
        boolean ranToItsEnd = false;
        int steps = 0;
        while (!ranToItsEnd) {
            for (boolean asksTheLast : new boolean[] {false, true}) {
                String top = "broken-" + steps + (asksTheLast ? "-after" : "-before");
                world(top);
                Breaking breaking = new Breaking(steps, asksTheLast);

                CompletionStage<Registry.Deleted> deletion = deletions(breaking).delete(Point.parse(top));

                ranToItsEnd = !endsBroken(deletion);
                assertThat(breaking.isBroken()).isEqualTo(!ranToItsEnd);
                Orphans.check(machine, top);
                if (!ranToItsEnd) {
                    deleteAgain(top);
                }
                assertThat(Orphans.rows(machine, top)).isEmpty();
            }
            steps++;
        }
        assertThat(steps).isGreaterThan(10);
    }

    private static boolean endsBroken(CompletionStage<?> stage) {
        try {
            get(stage);
            return false;
        } catch (HyperspaceException e) {
            assertThat(e.fault().code()).isEqualTo("E0701");
            return true;
        }
    }

    /** The answer to the last step may have been lost, so there may be nothing left to delete. */
    private void deleteAgain(String top) {
        try {
            get(registry.delete(Point.parse(top)));
        } catch (HyperspaceException e) {
            assertThat(e.status()).isEqualTo(404);
        }
    }

    @Test
    void aReplacementGoesOnFromEveryStep() {
        boolean ranToItsEnd = false;
        for (int steps = 0; !ranToItsEnd; steps++) {
            String top = "replaced-" + steps;
            world(top);
            Breaking breaking = new Breaking(steps, true);
            PropertyBook rules = new PropertyBook();
            Registrations registrations = new Registrations(
                    new Resolver(machine.database(), breaking, 100), breaking, deletions(breaking), rules, 4);
            Registry.Registration override = new Registry.Registration(
                    Point.parse(top), Kind.REPO, Agent.HYPERUSER, List.of(), Command.Strategy.OVERRIDE);

            ranToItsEnd = !endsBroken(registrations.register(override));

            assertThat(get(registry.record(Point.parse(top))).point()).hasToString(top);
            Orphans.check(machine, top);
            assertThat(get(registry.register(override)).record().kind()).isEqualTo(Kind.REPO);
            assertThat(Orphans.rows(machine, top)).containsExactly(top);
            assertThat(get(registry.record(Point.parse(top))).status()).isEqualTo(Status.READY);
        }
    }

    @Test
    void whatIsBeingDeletedTakesNoChildrenAndChangesNoMore() {
        world("doomed");
        Breaking breaking = new Breaking(2, false);

        assertThat(endsBroken(deletions(breaking).delete(Point.parse("doomed"))))
                .isTrue();

        Point point = Point.parse("doomed");
        assertThat(get(registry.record(point)).status()).isEqualTo(Status.DELETED);
        assertThat(TestMachine.fault(registry.register(registration("doomed:new", Kind.BASE, false)))
                        .code())
                .isEqualTo("E0218");
        assertThat(TestMachine.fault(registry.register(registration("doomed:empty:new", Kind.BASE, false)))
                        .code())
                .isEqualTo("E0218");
        assertThat(TestMachine.fault(registry.register(registration("doomed", Kind.SPACE, true)))
                        .code())
                .isEqualTo("E0218");
        assertThat(TestMachine.fault(registry.setProperties(point, List.of(new PropertyChange.Set("a", "b", false))))
                        .status())
                .isEqualTo(409);
        assertThat(TestMachine.fault(registry.next(point)).status()).isEqualTo(409);
        get(registry.delete(point));
        assertThat(TestMachine.fault(registry.register(registration("doomed:new", Kind.BASE, false)))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aRegistrationThatIsAskedForTwiceIsStoredOnce() {
        Asking twice = (id, question) -> ask(id, question).thenCompose(lost -> ask(id, question));
        Registrations registrations = new Registrations(
                new Resolver(machine.database(), twice, 100), twice, deletions(twice), new PropertyBook(), 4);

        Registry.Registered registered = get(registrations.register(registration("asked-twice", Kind.SPACE, false)));

        assertThat(registered.created()).isTrue();
        assertThat(get(registry.record(Point.parse("asked-twice")))).isEqualTo(registered.record());
    }

    private CompletionStage<DirectoryAnswer> ask(
            DirectoryId id, Function<ActorRef<DirectoryAnswer>, DirectoryCommand> question) {
        return ClusterSharding.get(machine.system())
                .entityRefFor(KEY, id.text())
                .ask(question::apply, Duration.ofSeconds(20));
    }
}
