package io.hyperspace.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What the writes of a load came to, held against what is promised of them. */
final class Account {

    private final String as;
    private final Queue<Sent> writes = new ConcurrentLinkedQueue<>();
    private final AtomicInteger acknowledged = new AtomicInteger();

    /** @param as what it calls itself when something is wrong */
    Account(String as) {
        this.as = as;
    }

    /** Takes a write that has ended. */
    void add(Sent write) {
        writes.add(write);
        if (write.isAcknowledged()) {
            acknowledged.incrementAndGet();
        }
    }

    int acknowledged() {
        return acknowledged.get();
    }

    /** How many writes of each way ended with what. */
    @Override
    public String toString() {
        Map<Way, Map<Integer, Integer>> ends = new TreeMap<>();
        writes.forEach(write ->
                ends.computeIfAbsent(write.way(), way -> new TreeMap<>()).merge(write.status(), 1, Integer::sum));
        return ends.toString();
    }

    /** How many lives of Machines have ended otherwise than in order. */
    private int lost() {
        return (int) writes.stream()
                .map(Sent::machine)
                .distinct()
                .filter(Life::wasLost)
                .count();
    }

    /** Every write ended with a clear status, in time. */
    void checkEnds() {
        assertThat(without(Sent::isClear)).as("%s: without a clear status", as).isEmpty();
        assertThat(without(Sent::isInTime)).as("%s: too late", as).isEmpty();
    }

    private List<Sent> without(Predicate<Sent> virtue) {
        return writes.stream().filter(virtue.negate()).toList();
    }

    /** No queued or durable write failed that had ended before its Machine was asked to end. */
    void checkKept() {
        List<Sent> stayed = writes.stream()
                .filter(write -> write.way().isKept() && write.stayed())
                .toList();
        assertThat(stayed).as(as).isNotEmpty();
        assertThat(stayed.stream().filter(write -> !write.isAcknowledged()).toList())
                .as("%s: failed", as)
                .isEmpty();
    }

    /** What was answered as done is there; no signal need be there yet, whoever sends it. */
    void checkAnswered(List<Map<String, Integer>> books) {
        check(books, write -> !write.way().isDoneLater());
    }

    /** Whatever was acknowledged is there, and nothing too often. */
    void checkAll(List<Map<String, Integer>> books) {
        check(books, write -> true);
    }

    private void check(List<Map<String, Integer>> books, Predicate<Sent> which) {
        int lost = lost();
        List<String> wrong = entries(which)
                .filter(write -> {
                    int count = count(books, write);
                    return count < write.least() || count > write.most(lost);
                })
                .map(write -> write + " is there " + count(books, write) + " times")
                .toList();
        assertThat(wrong).as(as).isEmpty();
    }

    private Stream<Sent> entries(Predicate<Sent> which) {
        return writes.stream().filter(write -> write.way().isEntry()).filter(which);
    }

    private static int count(List<Map<String, Integer>> books, Sent write) {
        return Objects.requireNonNullElse(books.get(write.book()).get(write.name()), 0);
    }

    /** The names of the particles whose creation was acknowledged. */
    List<String> particles() {
        return writes.stream()
                .filter(write -> write.way() == Way.CREATE && write.isAcknowledged())
                .map(Sent::name)
                .toList();
    }

    /** The names of what was sent to guest books. */
    List<String> tried() {
        return entries(write -> true).map(Sent::name).toList();
    }
}
