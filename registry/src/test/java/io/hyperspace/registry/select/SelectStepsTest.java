package io.hyperspace.registry.select;

import static io.hyperspace.registry.TestMachine.fault;
import static io.hyperspace.registry.TestMachine.get;
import static io.hyperspace.registry.TestMachine.registration;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.provision.Registry;
import io.hyperspace.registry.TestMachine;
import io.hyperspace.registry.index.Index;
import io.hyperspace.registry.index.Moment;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.particle.Stub;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.selector.Selector;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Selects that look through much more than they find, with one thread for queries and one row a step. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SelectStepsTest {

    private static final int CHILDREN = 9_000;
    private static final int LIMIT_MILLIS = 200;
    private static final Selector NOTHING = Language.selector("steps" + ":**".repeat(62) + ":none");

    private TestMachine machine;
    private Registry registry;

    @BeforeAll
    void start(@TempDir Path data) {
        machine = TestMachine.start(data, """
                hyperspace.database.query-threads = 1
                hyperspace.registry.select { scan-rows = 1, time-limit = %dms }
                """.formatted(LIMIT_MILLIS));
        registry = machine.registry();
        machine.create("steps", Kind.SPACE);
        for (int from = 0; from < CHILDREN; from += 1_000) {
            get(registry.registerAll(IntStream.range(from, from + 1_000)
                    .mapToObj(i -> registration("steps:child-" + i, Kind.BASE, false))
                    .toList()));
        }
    }

    @AfterAll
    void stop() {
        machine.close();
    }

    private CompletionStage<Registry.Page> select(Selector selector) {
        return registry.select(Registry.Query.now(selector, Agent.HYPERUSER), null, 10);
    }

    /** A select has more steps than this waits for: it takes its turn between two of them. */
    private void holdTheThreadBeyondTheLimit() {
        get(machine.database().query(connection -> {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LIMIT_MILLIS + 50));
            return true;
        }));
    }

    @Test
    void aPageThatTakesTooLongIsRefusedWithAHintAndGoesNoFurther() {
        CompletionStage<Registry.Page> select = select(NOTHING);
        holdTheThreadBeyondTheLimit();

        Fault fault = fault(select);

        assertThat(fault.status()).isEqualTo(408);
        assertThat(fault.message()).isEqualTo("the select was not answered within 200 ms");
        assertThat(fault.help()).containsExactly("narrow the selector, as in localhost:app:* instead of **");
        Awaitility.await().untilAsserted(() -> assertThat(
                        get(select(Language.selector("steps:child-17"))).stubs())
                .hasSize(1));
    }

    @Test
    void othersHaveTheirTurnBetweenTwoSteps() {
        CompletionStage<Registry.Page> longOne = select(NOTHING);

        get(registry.query(Point.parse("steps:child-1")));

        assertThat(longOne.toCompletableFuture()).isNotDone();
        holdTheThreadBeyondTheLimit();
        assertThat(fault(longOne).status()).isEqualTo(408);
    }

    @Test
    void whatCannotBePickedIsSteppedOver() {
        machine.create("steps-other", Kind.SPACE);
        Registry.Query spaces = Registry.Query.now(Language.selector("*<Space>"), Agent.HYPERUSER);
        Scan scan = new Scan(spaces, Moment.NOW, null, 10, 1);

        int steps = get(machine.database().query(connection -> {
            int taken = 1;
            while (!scan.step(new Index(connection))) {
                taken++;
            }
            return taken;
        }));

        assertThat(scan.page().stubs())
                .extracting(Stub::toString)
                .containsExactly("hyperspace<Space>", "steps<Space>", "steps-other<Space>");
        assertThat(steps).isLessThan(20);
    }
}
