package io.hyperspace.registry;

import static io.hyperspace.registry.TestMachine.fault;
import static io.hyperspace.registry.TestMachine.get;
import static io.hyperspace.registry.TestMachine.registration;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.gate.GatedDriver;
import io.hyperspace.provision.Registry;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.Point;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that goes away and comes back. */
@Tag("database")
class OutageTest {

    private static final int PARENTS = 8;
    private static final long AWAY_SECONDS = 10;
    private static final String NOT_STORED = "E0209";

    private TestCluster cluster;
    private Registry registry;

    /** What became of each create, by its point; empty text for what was acknowledged. */
    private final Map<Point, String> outcomes = new ConcurrentHashMap<>();

    private final AtomicBoolean stopping = new AtomicBoolean();
    private final AtomicInteger running = new AtomicInteger();

    @BeforeEach
    void start(@TempDir Path data) {
        cluster = TestCluster.start(1, data, "hyperspace { registry.ask-timeout = 3s, database.query-timeout = 3s }");
        registry = cluster.registry(0);
        for (int i = 0; i < PARENTS; i++) {
            get(registry.register(registration("load-" + i, Kind.SPACE, false)));
        }
    }

    @AfterEach
    void stop() {
        GatedDriver.mend(cluster.gate(0));
        GatedDriver.answers(cluster.gate(0)).open();
        cluster.close();
    }

    @Test
    void aJournalThatWasAwayUnderLoadHasLostNothingThatWasAcknowledged() {
        for (int i = 0; i < PARENTS; i++) {
            running.incrementAndGet();
            create(i, 0);
        }
        awaitAcknowledged(200);

        GatedDriver.breakOff(cluster.gate(0));
        long away = System.nanoTime();
        Awaitility.await()
                .atMost(Duration.ofSeconds(AWAY_SECONDS + 5))
                .until(() -> System.nanoTime() - away > TimeUnit.SECONDS.toNanos(AWAY_SECONDS));
        assertThat(refused()).as("creates that were refused meanwhile").isPositive();
        long before = acknowledged();
        GatedDriver.mend(cluster.gate(0));

        awaitAcknowledged(before + 200);
        stopping.set(true);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> running.get() == 0);
        assertThat(outcomes.values())
                .allMatch(code -> code.isEmpty() || code.startsWith("E02") || code.startsWith("E07"));
        for (Map.Entry<Point, String> outcome : outcomes.entrySet()) {
            if (outcome.getValue().isEmpty()) {
                assertThat(statusOnceItIsBack(outcome.getKey())).isEqualTo(200);
            } else if (outcome.getValue().equals(NOT_STORED)) {
                assertThat(statusOnceItIsBack(outcome.getKey())).isEqualTo(404);
            }
        }
    }

    /** Creates one child after the other below a parent, whatever becomes of each. */
    private void create(int parent, int number) {
        if (stopping.get()) {
            running.decrementAndGet();
            return;
        }
        Point point = Point.parse("load-" + parent + ":c-" + number);
        CompletionStage<Registry.Registered> created =
                registry.register(registration(point.toString(), Kind.BASE, false));
        created.whenComplete((registered, failure) -> {
            outcomes.put(
                    point,
                    failure == null ? "" : HyperspaceException.faultOf(failure).code());
            again(parent, number + 1, failure != null);
        });
    }

    /** After a refusal a client waits a little. */
    private void again(int parent, int number, boolean refused) {
        Duration wait = refused ? Duration.ofMillis(20) : Duration.ZERO;
        cluster.machine(0)
                .system()
                .scheduler()
                .scheduleOnce(
                        wait,
                        () -> create(parent, number),
                        cluster.machine(0).system().executionContext());
    }

    private long acknowledged() {
        return outcomes.values().stream().filter(String::isEmpty).count();
    }

    private long refused() {
        return outcomes.values().stream().filter(code -> !code.isEmpty()).count();
    }

    private void awaitAcknowledged(long count) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> acknowledged() >= count);
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsWaitedForWithALimit() {
        GatedDriver.answers(cluster.gate(0)).close();

        long asked = System.nanoTime();
        Fault late = fault(registry.register(registration("load-1:late", Kind.BASE, false)));

        assertThat(late.status()).isEqualTo(503);
        assertThat(System.nanoTime() - asked).isLessThan(TimeUnit.SECONDS.toNanos(10));
        GatedDriver.answers(cluster.gate(0)).open();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> get(registry.register(registration("load-1:later", Kind.BASE, true))) != null);
        assertThat(Set.of(200, 404)).contains(statusOf(Point.parse("load-1:late")));
    }

    /** A directory whose last write failed starts again a little later, and is 503 until then. */
    private int statusOnceItIsBack(Point point) {
        return Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> statusOf(point), status -> status != 503);
    }

    private int statusOf(Point point) {
        try {
            get(registry.record(point));
            return 200;
        } catch (HyperspaceException e) {
            return e.status();
        }
    }
}
