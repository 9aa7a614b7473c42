package io.hyperspace.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.hyperspace.advert.AdvertSettings;
import io.hyperspace.advert.Picked;
import io.hyperspace.advert.Wanted;
import io.hyperspace.driver.Driver.Affinity;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.point.StarKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who is asked for a star, and for how long. */
final class StarFinderTest {

    private static final Wanted WANTED = new Wanted(Kind.of("Worker"), Affinity.SPREAD, null);
    private static final StarKey FIRST = StarKey.of(StarKind.SUPER, 0);
    private static final StarKey SECOND = StarKey.of(StarKind.SUPER, 1);
    private static final StarKey STAR = StarKey.of(StarKind.MAELSTROM, 0);
    private static final int MANY = 100;
    private static final Picked NOBODY = new Picked(null);

    /** What the Super stars answer; one that is not here is silent. */
    private final Map<StarKey, Picked> answers = new ConcurrentHashMap<>();

    private final Queue<StarKey> asked = new ConcurrentLinkedQueue<>();
    private volatile Picked lastKnown = NOBODY;

    @Test
    void theFirstSuperStarThatKnowsAStarIsBelieved() {
        answers.put(FIRST, NOBODY);
        answers.put(SECOND, new Picked(STAR));

        assertThat(find("")).isEqualTo(STAR);
        assertThat(asked).containsExactly(FIRST, SECOND);
    }

    @Test
    void aSuperStarThatIsSilentIsNotAskedAgainForAWhile() {
        answers.put(SECOND, new Picked(STAR));
        StarFinder finder = finder("leave-alone = 1h");

        assertThat(joined(finder.find(WANTED))).isEqualTo(STAR);
        assertThat(joined(finder.find(WANTED))).isEqualTo(STAR);

        assertThat(asked).containsExactly(FIRST, SECOND, SECOND);
    }

    @Test
    void aSuperStarThatWasSilentIsAskedAgainLater() {
        answers.put(SECOND, new Picked(STAR));
        StarFinder finder = finder("leave-alone = 0s");

        joined(finder.find(WANTED));
        joined(finder.find(WANTED));

        assertThat(asked).containsExactly(FIRST, SECOND, FIRST, SECOND);
    }

    @Test
    void whileAllSuperStarsAreAwayTheMachineGoesByWhatItWasToldLast() {
        lastKnown = new Picked(STAR);

        assertThat(find("")).isEqualTo(STAR);
        assertThat(asked).containsExactly(FIRST, SECOND);
    }

    @Test
    void whileNoStarIsKnownItIsTriedAgain() {
        answers.put(FIRST, NOBODY);
        answers.put(SECOND, NOBODY);
        CompletionStage<StarKey> found =
                finder("place-within = 1h, place-again = 10ms").find(WANTED);

        answers.put(FIRST, new Picked(STAR));

        assertThat(joined(found)).isEqualTo(STAR);
    }

    @Test
    void whileNoStarIsKnownOneAsksForAllThatWantTheSame() {
        answers.put(FIRST, NOBODY);
        answers.put(SECOND, NOBODY);
        Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
        StarFinder finder = finder("place-within = 1h", (time, action) -> {
            CompletableFuture<Picked> done = new CompletableFuture<>();
            waiting.add(() -> action.get().thenAccept(done::complete));
            return done;
        });
        List<CompletionStage<StarKey>> found =
                IntStream.range(0, MANY).mapToObj(i -> finder.find(WANTED)).toList();

        for (int i = 0; i < 10; i++) {
            assertThat(waiting).hasSize(1);
            waiting.remove().run();
        }
        assertThat(asked).as("first, and ten times again").hasSize(2 + 10 * 2);

        asked.clear();
        answers.put(FIRST, new Picked(STAR));
        waiting.remove().run();

        assertThat(found).allSatisfy(star -> assertThat(joined(star)).isEqualTo(STAR));
        assertThat(asked).as("each is counted by who picks").hasSize(MANY);
        assertThat(waiting).isEmpty();
    }

    @Test
    void whoeverWaitsForAnotherToAskStillEndsInTime() {
        answers.put(FIRST, NOBODY);
        answers.put(SECOND, NOBODY);
        StarFinder finder = finder("place-within = 200ms, place-again = 10ms");

        List<CompletionStage<StarKey>> found = List.of(finder.find(WANTED), finder.find(WANTED), finder.find(WANTED));

        assertThat(found).allSatisfy(star -> assertThatThrownBy(() -> joined(star))
                .hasRootCauseInstanceOf(HyperspaceException.class));
    }

    @Test
    void whenNoStarIsKnownInTimeThatIsSaid() {
        assertThatThrownBy(() -> find("place-within = 100ms, place-again = 10ms"))
                .hasRootCauseInstanceOf(HyperspaceException.class)
                .satisfies(failure -> assertThat(HyperspaceException.faultOf(failure))
                        .satisfies(fault -> {
                            assertThat(fault.status()).isEqualTo(503);
                            assertThat(fault.code()).isEqualTo("E0701");
                            assertThat(fault.message()).isEqualTo("a star for kind 'Worker' is not ready");
                        }));
    }

    private StarKey find(String settings) {
        return joined(finder(settings).find(WANTED));
    }

    private static StarKey joined(CompletionStage<StarKey> found) {
        return found.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }

    private StarFinder finder(String settings) {
        return finder(settings, StarFinderTest::later);
    }

    private StarFinder finder(
            String settings, BiFunction<Duration, Supplier<CompletionStage<Picked>>, CompletionStage<Picked>> later) {
        AdvertSettings advert = AdvertSettings.of(ConfigFactory.parseString("hyperspace.advert { " + settings + " }")
                .withFallback(ConfigFactory.load())
                .getConfig("hyperspace"));
        return new StarFinder(
                List.of(FIRST, SECOND),
                (star, wanted) -> ask(star),
                wanted -> CompletableFuture.completedFuture(lastKnown),
                later,
                advert);
    }

    private CompletionStage<Picked> ask(StarKey star) {
        asked.add(star);
        Picked answer = answers.get(star);
        return answer == null
                ? CompletableFuture.failedFuture(new IllegalStateException("no answer in time"))
                : CompletableFuture.completedFuture(answer);
    }

    private static CompletionStage<Picked> later(Duration time, Supplier<CompletionStage<Picked>> action) {
        Executor executor = CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS);
        return CompletableFuture.supplyAsync(action, executor).thenCompose(found -> found);
    }
}
