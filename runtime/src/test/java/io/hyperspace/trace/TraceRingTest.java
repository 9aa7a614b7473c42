package io.hyperspace.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.trace.SpanId;
import io.hyperspace.space.trace.TraceId;
import io.hyperspace.space.trace.TracedWave;
import io.hyperspace.space.wave.WaveId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a Machine keeps of the way of waves. */
final class TraceRingTest {

    private static final int LIMIT = 8;
    private static final int SHARE = 3;
    private static final Agent ANN = Agent.of(Point.parse("a:users:ann"));
    private static final Agent BOB = Agent.of(Point.parse("a:users:bob"));

    private final TraceId trace = TraceId.next();
    private final TraceId other = TraceId.next();
    private final TraceRing ring = new TraceRing(LIMIT, SHARE);

    @Test
    void oneThatCouldTakeNothingIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TraceRing(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new TraceRing(1, 0));
    }

    private static TraceRecord record(TraceId trace, long number) {
        WaveId wave = WaveId.next();
        return new TraceRecord(
                Instant.now(),
                new TracedWave(trace, SpanId.of(wave), wave),
                null,
                Layer.LANE,
                new Place("m1", null, null),
                number,
                Fate.PASSED);
    }

    private List<Long> numbers(TraceId of) {
        return ring.page(of, 0, LIMIT).records().stream()
                .map(TraceRecord::number)
                .toList();
    }

    @Test
    void asManyAsTheLimitAreKeptAndTheOldestGoesFirst() {
        for (long i = 1; i <= LIMIT; i++) {
            ring.add(Agent.HYPERUSER, record(trace, i));
        }
        assertThat(numbers(trace)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);

        ring.add(Agent.HYPERUSER, record(trace, 9));
        assertThat(numbers(trace)).containsExactly(2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
        for (long i = 10; i <= 100 * LIMIT; i++) {
            ring.add(Agent.HYPERUSER, record(trace, i));
        }
        assertThat(numbers(trace)).containsExactly(793L, 794L, 795L, 796L, 797L, 798L, 799L, 800L);
    }

    @Test
    void oneAgentHasItsShareAndPushesOutItsOwnOldest() {
        for (long i = 1; i <= SHARE; i++) {
            ring.add(ANN, record(trace, i));
        }
        ring.add(BOB, record(other, 1));
        assertThat(numbers(trace)).containsExactly(1L, 2L, 3L);

        for (long i = SHARE + 1; i <= 100 * LIMIT; i++) {
            ring.add(ANN, record(trace, i));
        }

        assertThat(numbers(trace)).containsExactly(798L, 799L, 800L);
        assertThat(numbers(other)).containsExactly(1L);
    }

    @Test
    void wavesThatWerePassedOnUnreadHaveOneShareTogether() {
        ring.add(BOB, record(other, 1));
        for (long i = 1; i <= 100; i++) {
            ring.add(null, record(trace, i));
        }

        assertThat(numbers(trace)).containsExactly(98L, 99L, 100L);
        assertThat(numbers(other)).containsExactly(1L);
    }

    @Test
    void manyAgentsTogetherPushOutTheOldestOfAllAndNothingIsKeptOfOneWhoHasNoRecord() {
        for (long i = 1; i <= 10 * LIMIT; i++) {
            ring.add(Agent.of(Point.parse("a:users:u" + i)), record(trace, i));
        }
        assertThat(numbers(trace)).containsExactly(73L, 74L, 75L, 76L, 77L, 78L, 79L, 80L);

        ring.add(Agent.of(Point.parse("a:users:u73")), record(trace, 81));

        assertThat(numbers(trace)).containsExactly(74L, 75L, 76L, 77L, 78L, 79L, 80L, 81L);
        assertThat(ring.agents()).isEqualTo(LIMIT);
    }

    @Test
    void ofEachTraceItsOwnRecordsAreTold() {
        ring.add(Agent.HYPERUSER, record(trace, 1));
        ring.add(Agent.HYPERUSER, record(other, 2));
        ring.add(Agent.HYPERUSER, record(trace, 3));

        assertThat(numbers(trace)).containsExactly(1L, 3L);
        assertThat(numbers(other)).containsExactly(2L);
        assertThat(numbers(TraceId.next())).isEmpty();
    }

    @Test
    void aPageEndsAtItsLimitAndSaysWhereToGoOn() {
        for (long i = 1; i <= 5; i++) {
            ring.add(Agent.HYPERUSER, record(trace, i));
        }

        List<Long> told = new ArrayList<>();
        int pages = 0;
        for (long from = 0; from != TracePage.END; pages++) {
            TracePage page = ring.page(trace, from, 2);
            assertThat(page.records()).hasSizeLessThanOrEqualTo(2);
            page.records().forEach(record -> told.add(record.number()));
            from = page.next();
        }

        assertThat(told).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void manyThreadsLoseNothingThatThereIsRoomFor() throws InterruptedException {
        int threads = 4;
        int each = 2_000;
        TraceRing shared = new TraceRing(threads * each, 1);
        CountDownLatch done = new CountDownLatch(threads);
        for (int t = 0; t < threads; t++) {
            long first = (long) t * each;
            new Thread(() -> {
                        for (long i = 0; i < each; i++) {
                            shared.add(Agent.HYPERUSER, record(trace, first + i));
                        }
                        done.countDown();
                    })
                    .start();
        }

        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(shared.page(trace, 0, threads * each).records())
                .extracting(TraceRecord::number)
                .hasSize(threads * each)
                .doesNotHaveDuplicates();
    }
}
