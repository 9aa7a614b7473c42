package io.hyperspace.process;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccountTest {

    private static final Life RUNS = new Fixed(true, false, 0);
    private static final Life LOST = new Fixed(false, true, 0);
    private static final Life HELD =
            new Fixed(false, true, Duration.ofMinutes(1).toNanos());
    private static final Duration EARLY = Duration.ofSeconds(-1);

    private final Account account = new Account("an account");

    private record Fixed(boolean isAlive, boolean wasLost, long stoodStill) implements Life {
        @Override
        public boolean isLeaving() {
            return false;
        }
    }

    private void add(Way way, Life machine, int status) {
        account.add(new Sent("a", 0, way, machine, true, status, EARLY));
    }

    /** How often the write is in the book. */
    private void isRight(int count) {
        assertThatCode(() -> account.checkAll(book(count))).doesNotThrowAnyException();
    }

    private void isWrong(int count) {
        assertThatThrownBy(() -> account.checkAll(book(count)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("an account");
    }

    private static List<Map<String, Integer>> book(int count) {
        return List.of(count == 0 ? Map.of() : Map.of("a", count));
    }

    private void endsWrong() {
        assertThatThrownBy(account::checkEnds).isInstanceOf(AssertionError.class);
    }

    private void endsRight() {
        assertThatCode(account::checkEnds).doesNotThrowAnyException();
    }

    @Test
    void anAcceptedDurableWaveIsThereExactlyOnce() {
        add(Way.DURABLE_SIGNAL, LOST, 202);

        isRight(1);
        isWrong(0);
        isWrong(2);
    }

    @Test
    void whatWasNotAcknowledgedMayBeThereButNotTwice() {
        add(Way.DURABLE_PING, LOST, Sent.BROKEN);
        endsRight();

        isRight(0);
        isRight(1);
        isWrong(2);
    }

    @Test
    void aQueuedPingMayBeThereOnceMoreForEachMachineThatWasLost() {
        add(Way.QUEUED_PING, RUNS, 201);
        isWrong(0);
        isWrong(2);

        account.add(new Sent("b", 0, Way.COMMAND, LOST, true, Sent.BROKEN, EARLY));
        isRight(2);
        isWrong(3);
    }

    @Test
    void anAcceptedQueuedSignalMayBeLostWithItsOwnMachineAlone() {
        add(Way.QUEUED_SIGNAL, LOST, 202);
        isRight(0);

        account.add(new Sent("b", 0, Way.QUEUED_SIGNAL, RUNS, true, 202, EARLY));
        isWrong(1);
    }

    @Test
    void aSignalNeedNotBeThereWhenPingsMust() {
        add(Way.DURABLE_SIGNAL, RUNS, 202);
        assertThatCode(() -> account.checkAnswered(book(0))).doesNotThrowAnyException();

        account.add(new Sent("b", 0, Way.DURABLE_PING, RUNS, true, 201, EARLY));
        assertThatThrownBy(() -> account.checkAnswered(book(0))).isInstanceOf(AssertionError.class);
    }

    @Test
    void aConnectionToAMachineThatRunsDoesNotBreak() {
        add(Way.IMMEDIATE_PING, RUNS, Sent.BROKEN);

        endsWrong();
    }

    @Test
    void onlyOneThatStoodStillMayNotAnswer() {
        add(Way.IMMEDIATE_PING, HELD, Sent.SILENT);
        endsRight();

        add(Way.IMMEDIATE_PING, LOST, Sent.SILENT);
        endsWrong();
    }

    @Test
    void aRefusalWithoutAReasonIsWrong() {
        add(Way.IMMEDIATE_PING, RUNS, 503);
        endsRight();

        add(Way.IMMEDIATE_PING, RUNS, 404);
        endsWrong();
    }

    @Test
    void aKeptWaveFailsOnlyThroughAMachineThatIsLeaving() {
        account.add(new Sent("a", 0, Way.DURABLE_PING, RUNS, true, 201, EARLY));
        account.add(new Sent("b", 0, Way.IMMEDIATE_PING, RUNS, true, 503, EARLY));
        account.add(new Sent("c", 0, Way.QUEUED_PING, RUNS, false, 503, EARLY));
        assertThatCode(account::checkKept).doesNotThrowAnyException();

        account.add(new Sent("d", 0, Way.QUEUED_PING, RUNS, true, 503, EARLY));
        assertThatThrownBy(account::checkKept).isInstanceOf(AssertionError.class);
    }

    @Test
    void nothingEndsMuchLaterThanItsDeadline() {
        account.add(new Sent("a", 0, Way.QUEUED_PING, RUNS, true, 408, Sent.MARGIN));
        endsRight();

        account.add(new Sent("b", 0, Way.QUEUED_PING, RUNS, true, 408, Sent.MARGIN.plusMillis(1)));
        endsWrong();
    }
}
