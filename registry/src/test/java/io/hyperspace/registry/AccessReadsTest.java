package io.hyperspace.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Questions about access that are read together. */
final class AccessReadsTest {

    private static final Agent ANN = Agent.of(Point.parse("users:ann"));
    private static final Agent BOB = Agent.of(Point.parse("users:bob"));

    private final List<Under> under = new ArrayList<>();

    private record Under(Agent agent, Set<Point> points, CompletableFuture<Map<Point, String>> answer) {
        void answer(String what) {
            Map<Point, String> all = new HashMap<>();
            points.forEach(point -> all.put(point, what));
            answer.complete(all);
        }
    }

    private CompletionStage<Map<Point, String>> read(Agent agent, Set<Point> points) {
        Under one = new Under(agent, points, new CompletableFuture<>());
        under.add(one);
        return one.answer();
    }

    private static Point point(int number) {
        return Point.parse("space:p-" + number);
    }

    @Test
    void whatIsAskedDuringAReadIsReadTogetherAfterIt() {
        AccessReads<String> reads = new AccessReads<>(this::read, new AccessReads.Settings(1, 10, 100));
        CompletionStage<String> first = reads.ask(ANN, point(1));
        CompletionStage<String> again = reads.ask(ANN, point(1));
        CompletionStage<String> other = reads.ask(ANN, point(2));
        CompletionStage<String> bobs = reads.ask(BOB, point(1));
        assertThat(under).hasSize(1);

        under.get(0).answer("before");
        assertThat(first).isCompletedWithValue("before");
        assertThat(again).isNotDone();
        assertThat(under).hasSize(2);
        assertThat(under.get(1).points()).containsExactlyInAnyOrder(point(1), point(2));

        under.get(1).answer("after");
        assertThat(again).isCompletedWithValue("after");
        assertThat(other).isCompletedWithValue("after");
        under.get(2).answer("bob's");
        assertThat(bobs).isCompletedWithValue("bob's");
        assertThat(under.get(2).agent()).isEqualTo(BOB);
    }

    @Test
    void oneReadIsAboutNoMorePointsThanItMayBe() {
        AccessReads<String> reads = new AccessReads<>(this::read, new AccessReads.Settings(1, 3, 100));
        List<CompletionStage<String>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(reads.ask(ANN, point(i)));
        }
        for (int i = 0; i < under.size(); i++) {
            assertThat(under.get(i).points()).hasSizeLessThanOrEqualTo(3);
            under.get(i).answer("yes");
        }

        assertThat(all).allSatisfy(one -> assertThat(one).isCompletedWithValue("yes"));
        assertThat(under).hasSize(4);
    }

    @Test
    void beyondTheLimitAQuestionIsRefused() {
        AccessReads<String> reads = new AccessReads<>(this::read, new AccessReads.Settings(1, 10, 2));
        reads.ask(ANN, point(0));
        reads.ask(ANN, point(1));
        reads.ask(ANN, point(2));

        assertThat(statusOf(reads.ask(ANN, point(3)))).isEqualTo(503);

        under.get(0).answer("yes");
        under.get(1).answer("yes");
        reads.ask(ANN, point(3));
        assertThat(under).hasSize(3);
    }

    @Test
    void aReadThatFailsFailsItsOwnQuestionsAlone() {
        AccessReads<String> reads = new AccessReads<>(this::read, new AccessReads.Settings(1, 10, 100));
        CompletionStage<String> first = reads.ask(ANN, point(0));
        CompletionStage<String> second = reads.ask(ANN, point(1));
        under.get(0).answer().completeExceptionally(RegistryFaults.overloaded(1).toException());

        assertThat(statusOf(first)).isEqualTo(503);
        under.get(1).answer("yes");
        assertThat(second).isCompletedWithValue("yes");
    }

    @Test
    void readsThatAreRefusedAtOnceDoNotPileUp() {
        AccessReads<String> reads = new AccessReads<>(
                (agent, points) -> under.isEmpty()
                        ? read(agent, points)
                        : CompletableFuture.failedFuture(
                                RegistryFaults.overloaded(1).toException()),
                new AccessReads.Settings(1, 1, 200_000));
        List<CompletionStage<String>> all = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            all.add(reads.ask(ANN, point(i)));
        }
        under.get(0).answer("yes");

        assertThat(all.subList(1, all.size())).allSatisfy(one -> assertThat(one).isCompletedExceptionally());
    }

    private static int statusOf(CompletionStage<String> refused) {
        try {
            refused.toCompletableFuture().join();
            return 200;
        } catch (CompletionException e) {
            return HyperspaceException.faultOf(e).status();
        }
    }
}
