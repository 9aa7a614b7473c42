package io.hyperspace.registry;

import com.typesafe.config.Config;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Gathers questions about access while others are being read, and reads those of one agent together: a Machine that has
 * just started, or a change that makes many decisions doubtful, would else cost a look into the database for each.
 *
 * <p>Invariant: a question is answered by a read that began after it was asked.
 *
 * @param <T> what is read for a point
 */
final class AccessReads<T> {

    /** Reads what an agent may do with some points; the answer has every one of them. */
    @FunctionalInterface
    interface Read<T> {
        CompletionStage<Map<Point, T>> of(Agent agent, Set<Point> points);
    }

    /**
     * Limits, from {@code hyperspace.registry.access}.
     *
     * @param reads how many reads are under way at once
     * @param batch how many points one read is about at most
     * @param waiting how many questions wait at most; more are refused with 503
     */
    record Settings(int reads, int batch, int waiting) {
        static Settings from(Config root) {
            Config access = root.getConfig("hyperspace.registry.access");
            return new Settings(access.getInt("reads"), access.getInt("batch"), access.getInt("waiting"));
        }
    }

    private final Read<T> read;
    private final Settings settings;
    private final Map<Agent, Deque<Question<T>>> waiting = new LinkedHashMap<>();
    private int questions;
    private int running;
    private boolean draining;

    private record Question<T>(Point point, CompletableFuture<T> answer) {}

    private record Batch<T>(Agent agent, List<Question<T>> questions) {}

    AccessReads(Read<T> read, Settings settings) {
        this.read = read;
        this.settings = settings;
    }

    CompletionStage<T> ask(Agent agent, Point point) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        if (!add(agent, new Question<>(point, answer))) {
            return CompletableFuture.failedFuture(
                    RegistryFaults.overloaded(settings.waiting()).toException());
        }
        drain();
        return answer;
    }

    private synchronized boolean add(Agent agent, Question<T> question) {
        if (questions >= settings.waiting()) {
            return false;
        }
        questions++;
        waiting.computeIfAbsent(agent, any -> new ArrayDeque<>()).add(question);
        return true;
    }

    /** Starts reads as long as there is something to read; a loop, for a read may be refused at once, many times over. */
    private void drain() {
        synchronized (this) {
            if (draining) {
                return;
            }
            draining = true;
        }
        for (Batch<T> next = take(); next != null; next = take()) {
            Batch<T> batch = next;
            Set<Point> points =
                    Set.copyOf(batch.questions().stream().map(Question::point).toList());
            read.of(batch.agent(), points).whenComplete((found, failure) -> {
                done();
                answer(batch, found, failure);
            });
        }
    }

    /** The questions of the agent that waits longest, in the same breath as the end of draining when there are none. */
    private synchronized @Nullable Batch<T> take() {
        if (running >= settings.reads() || waiting.isEmpty()) {
            draining = false;
            return null;
        }
        Agent agent = waiting.keySet().iterator().next();
        Deque<Question<T>> all = Objects.requireNonNull(waiting.remove(agent), "the agent waits");
        List<Question<T>> now = new ArrayList<>();
        while (now.size() < settings.batch() && !all.isEmpty()) {
            now.add(all.remove());
        }
        if (!all.isEmpty()) {
            waiting.put(agent, all);
        }
        questions -= now.size();
        running++;
        return new Batch<>(agent, now);
    }

    private void done() {
        synchronized (this) {
            running--;
        }
        drain();
    }

    private static <T> void answer(Batch<T> batch, @Nullable Map<Point, T> found, @Nullable Throwable failure) {
        Map<Point, T> answers = found == null ? new HashMap<>() : found;
        for (Question<T> question : batch.questions()) {
            T answer = answers.get(question.point());
            if (answer != null) {
                question.answer().complete(answer);
            } else {
                Throwable why = failure == null ? new IllegalStateException("not read") : failure;
                question.answer().completeExceptionally(why);
            }
        }
    }
}
