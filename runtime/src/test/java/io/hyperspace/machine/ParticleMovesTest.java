package io.hyperspace.machine;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.hyperspace.lane.GravityCommand;
import io.hyperspace.provision.MapMemories;
import io.hyperspace.provision.MapRegistry;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.particle.Location;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.point.StarKind;
import io.hyperspace.star.Release;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How often a star is asked to let go of a particle. Pauses pass at once, on a clock of the test's own. */
final class ParticleMovesTest {

    private static final Point POINT = Point.parse("test:one");
    private static final StarKey HERE = StarKey.of(StarKind.MAELSTROM, 0);
    private static final StarKey THERE = StarKey.of(StarKind.MAELSTROM, 1);
    private static final StarKey ELSEWHERE = StarKey.of(StarKind.MAELSTROM, 2);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final MoveSettings SETTINGS =
            new MoveSettings(PATIENCE, Duration.ofMillis(100), Duration.ofMillis(400));
    private static final ActorTestKit KIT = ActorTestKit.create(
            ConfigFactory.parseString("pekko.actor.provider = local").withFallback(ConfigFactory.load()));

    private final TestProbe<Release> star = KIT.createTestProbe();
    private final TestProbe<GravityCommand> gravity = KIT.createTestProbe();
    private final MapRegistry registry = new MapRegistry();
    private final AtomicLong clock = new AtomicLong();
    private final Queue<Duration> pauses = new ConcurrentLinkedQueue<>();
    private final Queue<StarKey> woken = new ConcurrentLinkedQueue<>();

    /** What becomes of the next questions to the star, whatever it says. */
    private final Queue<CompletableFuture<Release.Released>> silences = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void place() {
        registry.create(POINT.toString(), ScriptedDriver.KIND);
        assign(0, HERE);
    }

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void aParticleThatIsLetGoOfAtOnceMovesWithoutAPause() {
        CompletableFuture<ParticleRecord> moved = move(LONG);

        answer(1, true, false);

        assertThat(joined(moved).location()).isEqualTo(new Location(THERE, 2));
        assertThat(gravity.receiveMessage()).isEqualTo(new Release.Reassigned(POINT, record().incarnation(), 1));
        assertThat(pauses).isEmpty();
        assertThat(woken).isEmpty();
    }

    @Test
    void aParticleThatIsPlacedJustThenMovesOnFromThere() {
        Point fresh = Point.parse("test:fresh");
        ParticleRecord before = registry.create(fresh.toString(), ScriptedDriver.KIND);
        registry.assign(fresh, before.incarnation(), 0, HERE);
        CompletableFuture<ParticleRecord> moved =
                moves().move(before, THERE, LONG).toCompletableFuture();

        answer(1, true, false);

        assertThat(joined(moved).location()).isEqualTo(new Location(THERE, 2));
    }

    @Test
    void aStarThatCannotForTheMomentIsAskedAgainAfterAPauseThatGrows() {
        CompletableFuture<ParticleRecord> moved = move(LONG);

        answer(1, false, true);
        answer(1, false, true);
        assertThat(moved).isNotDone();
        answer(1, true, false);

        assertThat(joined(moved).location()).isEqualTo(new Location(THERE, 2));
        assertThat(gravity.receiveMessage()).isEqualTo(new Release.Reassigned(POINT, record().incarnation(), 1));
        assertThat(pauses).containsExactly(Duration.ofMillis(100), Duration.ofMillis(200));
    }

    @Test
    void aStarThatCannotForLongerThanThePatienceIsNotAskedOnceMore() {
        CompletableFuture<ParticleRecord> moved = move(LONG);

        for (int asked = 0; asked < 4; asked++) {
            answer(1, false, true);
        }

        assertRefused(moved, 503, "E0701", "star <<central:maelstrom[0]>> is not ready");
        star.expectNoMessage();
        assertThat(pauses)
                .as("after 400 ms more it would be too late")
                .containsExactly(Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(400));
        assertThat(location()).isEqualTo(new Location(HERE, 1));
    }

    @Test
    void aStarIsNotAskedAgainWhenNobodyWaitsAnyMore() {
        CompletableFuture<ParticleRecord> moved = move(Duration.ofMillis(250));

        answer(1, false, true);
        answer(1, false, true);

        assertRefused(moved, 503, "E0701", "star <<central:maelstrom[0]>> is not ready");
        star.expectNoMessage();
        assertThat(pauses).containsExactly(Duration.ofMillis(100));
    }

    @Test
    void aStarThatWillNotIsNotAskedAgain() {
        CompletableFuture<ParticleRecord> moved = move(LONG);

        answer(1, false, false);

        assertRefused(moved, 503, "E0701", "star <<central:maelstrom[0]>> is not ready");
        assertThat(pauses).isEmpty();
    }

    @Test
    void aStarThatIsSilentIsAskedAgainByThePlacementThatItMayHaveRenewed() {
        CompletableFuture<Release.Released> silence = new CompletableFuture<>();
        silences.add(silence);
        CompletableFuture<ParticleRecord> moved = move(LONG);
        star.receiveMessage();
        assign(1, HERE);
        silence.completeExceptionally(new TimeoutException());

        answer(2, true, false);

        assertThat(joined(moved).location()).isEqualTo(new Location(THERE, 3));
        assertThat(pauses).containsExactly(Duration.ofMillis(100));
    }

    @Test
    void aStarThatIsSilentForLongerThanThePatienceIsNotAskedOnceMore() {
        for (int asked = 0; asked < 4; asked++) {
            silences.add(CompletableFuture.failedFuture(new TimeoutException()));
        }

        CompletableFuture<ParticleRecord> moved = move(LONG);

        assertRefused(moved, 503, "E0701", "star <<central:maelstrom[0]>> is not ready");
        assertThat(star.receiveSeveralMessages(4)).hasSize(4);
        star.expectNoMessage();
    }

    @Test
    void aParticleThatSomebodyElseHasMovedMeanwhileIsLeftThere() {
        CompletableFuture<ParticleRecord> moved = move(LONG);
        assign(1, ELSEWHERE);

        answer(1, false, true);

        assertRefused(moved, 409, "E0205", "'test:one' was changed meanwhile; try again");
        assertThat(location()).isEqualTo(new Location(ELSEWHERE, 2));
        star.expectNoMessage();
    }

    @Test
    void aParticleThatSomebodyElseHasMovedAwayAndBackIsLeftThere() {
        CompletableFuture<ParticleRecord> moved = move(LONG);
        assign(1, ELSEWHERE);
        assign(2, HERE);

        answer(1, false, true);

        assertRefused(moved, 409, "E0205", "'test:one' was changed meanwhile; try again");
        star.expectNoMessage();
    }

    @Test
    void aParticleThatSomebodyElseHasMovedToTheSameStarIsThere() {
        CompletableFuture<ParticleRecord> moved = move(LONG);
        assign(1, THERE);

        answer(1, false, true);

        assertThat(joined(moved).location()).isEqualTo(new Location(THERE, 2));
        star.expectNoMessage();
    }

    @Test
    void aParticleThatSomebodyElseMovesAfterItWasReadAgainIsLeftThere() {
        CompletableFuture<ParticleRecord> moved = move(LONG);
        answer(1, false, true);
        Release again = star.receiveMessage();
        assign(1, ELSEWHERE);

        again.replyTo().tell(new Release.Released(true, false, false, gravity.ref()));

        assertRefused(moved, 409, "E0205", "'test:one' was changed meanwhile; try again");
        assertThat(location()).isEqualTo(new Location(ELSEWHERE, 2));
    }

    /** The star waits for {@code release-timeout}, and the Registry was slower than that. */
    @Test
    void aParticleThatItsStarTakesBackBeforeItIsPlacedAnewIsAskedForAgain() {
        CompletableFuture<ParticleRecord> moved = move(LONG);
        assign(1, HERE);
        answer(1, true, false);

        answer(2, true, false);

        assertThat(joined(moved).location()).isEqualTo(new Location(THERE, 3));
        assertThat(pauses).containsExactly(Duration.ofMillis(100));
    }

    /** Whether it was placed anew, nobody knows: if it was, it is there when it is read, else its star is asked again. */
    @Test
    void aRegistryThatDoesNotAnswerIsAskedAgain() {
        AtomicInteger asked = new AtomicInteger();
        registry.duringAssigning((point, to, call) -> switch (asked.incrementAndGet()) {
            case 1 ->
                CompletableFuture.failedFuture(Faults.notReady("the Registry").toException());
            case 2 ->
                call.get()
                        .thenCompose(stored -> CompletableFuture.failedFuture(
                                Faults.notReady("the Registry").toException()));
            default -> call.get();
        });
        CompletableFuture<ParticleRecord> moved = move(LONG);

        answer(1, true, false);
        answer(1, true, false);

        assertThat(joined(moved).location()).isEqualTo(new Location(THERE, 2));
        assertThat(asked).hasValue(2);
        assertThat(pauses).containsExactly(Duration.ofMillis(100), Duration.ofMillis(200));
    }

    @Test
    void aRegistryThatDoesNotAnswerForLongerThanThePatienceIsWhatTheMoveFailsWith() {
        HyperspaceException silent = new HyperspaceException(Faults.notReady("the Registry"));
        registry.duringAssigning((point, to, call) -> CompletableFuture.failedFuture(silent));
        CompletableFuture<ParticleRecord> moved = move(LONG);

        for (int asked = 0; asked < 4; asked++) {
            answer(1, true, false);
        }

        assertRefused(moved, 503, "E0701", "the Registry is not ready");
    }

    @Test
    void aParticleThatWasDeletedMeanwhileIsNotThere() {
        CompletableFuture<ParticleRecord> moved = move(LONG);
        registry.remove(POINT);

        answer(1, false, true);

        assertRefused(moved, 404, "E0203", "there is no 'test:one'");
        star.expectNoMessage();
    }

    @Test
    void aParticleThatIsBeingDeletedMeanwhileIsNotMoved() {
        ParticleRecord record = record();
        CompletableFuture<ParticleRecord> moved = move(LONG);
        registry.setStatus(POINT, record.incarnation(), Status.DELETED);

        answer(1, false, true);

        assertRefused(moved, 409, "E0205", "'test:one' was changed meanwhile; try again");
        star.expectNoMessage();
    }

    @Test
    void aParticleThatWasMadeAnewMeanwhileIsNotTheOneThatWasToMove() {
        CompletableFuture<ParticleRecord> moved = move(LONG);
        registry.remove(POINT);
        place();

        answer(1, false, true);

        assertRefused(moved, 409, "E0205", "'test:one' was changed meanwhile; try again");
        star.expectNoMessage();
    }

    @Test
    void oneThatHasLeftItsMemoryIsWokenOnlyOnceItHasMoved() {
        CompletableFuture<ParticleRecord> moved = move(LONG);
        answer(1, false, true);
        assertThat(woken).isEmpty();

        star.receiveMessage().replyTo().tell(new Release.Released(true, true, false, gravity.ref()));

        assertThat(joined(moved).location()).isEqualTo(new Location(THERE, 2));
        assertThat(woken).containsExactly(THERE);
    }

    private CompletableFuture<ParticleRecord> move(Duration time) {
        return moves().move(record(), THERE, time).toCompletableFuture();
    }

    private ParticleMoves moves() {
        return new ParticleMoves(
                this::ask,
                (where, point) -> woken.add(where),
                registry,
                new MapMemories(),
                this::later,
                clock::get,
                SETTINGS);
    }

    private CompletionStage<Release.Released> ask(ParticleRecord record, Location at) {
        CompletionStage<Release.Released> answer = AskPattern.ask(
                star.ref(),
                replyTo -> new Release(record.point(), record.incarnation(), at.epoch(), replyTo),
                LONG,
                KIT.scheduler());
        CompletableFuture<Release.Released> silence = silences.poll();
        return silence == null ? answer : silence;
    }

    private CompletionStage<ParticleRecord> later(Duration time, Supplier<CompletionStage<ParticleRecord>> action) {
        pauses.add(time);
        clock.addAndGet(time.toNanos());
        return action.get();
    }

    /** Answers the star's next release, which is to be of an epoch. */
    private void answer(long epoch, boolean done, boolean soon) {
        Release release = star.receiveMessage();
        assertThat(release.epoch()).isEqualTo(epoch);
        release.replyTo().tell(new Release.Released(done, false, soon, gravity.ref()));
    }

    private ParticleRecord record() {
        return registry.record(POINT).toCompletableFuture().join();
    }

    private Location location() {
        return Objects.requireNonNull(record().location());
    }

    private void assign(long epoch, StarKey to) {
        ParticleRecord now = registry.assign(POINT, record().incarnation(), epoch, to)
                .toCompletableFuture()
                .join();
        assertThat(now.location()).isEqualTo(new Location(to, epoch + 1));
    }

    private static ParticleRecord joined(CompletableFuture<ParticleRecord> moved) {
        assertThat(moved).succeedsWithin(LONG);
        return moved.join();
    }

    private static void assertRefused(
            CompletableFuture<ParticleRecord> moved, int status, String code, String message) {
        assertThat(moved).failsWithin(LONG);
        assertThat(List.of(moved.handle((now, failure) -> HyperspaceException.faultOf(failure))
                        .join()))
                .first()
                .satisfies(fault -> {
                    assertThat(fault.status()).isEqualTo(status);
                    assertThat(fault.code()).isEqualTo(code);
                    assertThat(fault.message()).isEqualTo(message);
                });
    }
}
