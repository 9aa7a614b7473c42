package io.hyperspace.machine;

import io.hyperspace.codec.Stored;
import io.hyperspace.lane.LaneSurvey;
import io.hyperspace.overview.LaneReport;
import io.hyperspace.overview.TraceReport;
import io.hyperspace.space.trace.TraceId;
import io.hyperspace.trace.TracePage;
import io.hyperspace.trace.TraceRecord;
import io.hyperspace.trace.Tracer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.pattern.Patterns;

/** Tells the other Machines what this one knows of its lanes and of traces, and asks them about theirs. */
final class Envoy {

    /** The name by which other Machines find it. */
    private static final String NAME = "hyperspace-envoy";

    private final ActorSystem<?> system;
    private final Duration timeout;
    private final int shown;

    /** What a Machine is asked. */
    private sealed interface Ask extends Stored {}

    /** Asks for the lanes of a Machine. */
    record AskLanes(ActorRef<Lanes> replyTo) implements Ask {}

    /** The lanes of a Machine. */
    record Lanes(List<LaneReport> lanes) implements Stored {
        Lanes {
            lanes = List.copyOf(lanes);
        }
    }

    /** Asks for a Machine's records of a trace, from one on. */
    record AskTrace(TraceId trace, long from, ActorRef<TracePage> replyTo) implements Ask {}

    /** What one Machine has of a trace. */
    private record Part(String address, List<TraceRecord> records, boolean more, boolean isSilent) {}

    private Envoy(ActorSystem<?> system, Duration timeout, int shown) {
        this.system = system;
        this.timeout = timeout;
        this.shown = shown;
    }

    /**
     * Starts it. Call it once for an actor system.
     *
     * @param timeout how long another Machine has to answer
     */
    static Envoy start(ActorSystem<?> system, LaneSurvey survey, Duration timeout) {
        system.systemActorOf(answering(survey), NAME, Props.empty());
        return new Envoy(system, timeout, Machine.hyperspace(system).getInt("trace.shown"));
    }

    private static Behavior<Ask> answering(LaneSurvey survey) {
        return Behaviors.setup(context -> {
            Tracer tracer = Tracer.of(context.getSystem());
            return Behaviors.receive(Ask.class)
                    .onMessage(AskLanes.class, ask -> {
                        survey.here().thenAccept(lanes -> ask.replyTo().tell(new Lanes(lanes)));
                        return Behaviors.same();
                    })
                    .onMessage(AskTrace.class, ask -> {
                        ask.replyTo().tell(tracer.page(ask.trace(), ask.from()));
                        return Behaviors.same();
                    })
                    .build();
        });
    }

    /** The lanes of all Machines that the cluster has now; one that does not answer in time is told of as silent. */
    CompletionStage<List<LaneReport>> lanes() {
        return each(this::lanesOf)
                .thenApply(all -> all.stream().flatMap(List::stream).toList());
    }

    private CompletionStage<List<LaneReport>> lanesOf(String address) {
        return this.<Lanes>ask(address, AskLanes::new)
                .thenApply(Lanes::lanes)
                .exceptionally(failure -> List.of(LaneReport.silent(address)));
    }

    /** What all Machines that the cluster has now have of a trace. */
    CompletionStage<TraceReport> trace(TraceId trace) {
        return each(address -> traceOf(address, trace)).thenApply(parts -> report(trace, parts));
    }

    private static TraceReport report(TraceId trace, List<Part> parts) {
        List<TraceRecord> records = parts.stream()
                .flatMap(part -> part.records().stream())
                .sorted(Comparator.comparing(TraceRecord::time))
                .toList();
        List<String> silent =
                parts.stream().filter(Part::isSilent).map(Part::address).toList();
        return new TraceReport(trace, records, parts.stream().anyMatch(Part::more), silent);
    }

    private CompletionStage<Part> traceOf(String address, TraceId trace) {
        return pages(address, trace, 0, List.of()).exceptionally(failure -> new Part(address, List.of(), false, true));
    }

    /** A message has a largest size, so a Machine's records come some at a time. */
    private CompletionStage<Part> pages(String address, TraceId trace, long from, List<TraceRecord> before) {
        return this.<TracePage>ask(address, replyTo -> new AskTrace(trace, from, replyTo))
                .thenCompose(page -> {
                    List<TraceRecord> records = joined(before, page.records());
                    boolean isLast = page.next() == TracePage.END;
                    if (isLast || records.size() >= shown) {
                        List<TraceRecord> told = records.subList(0, Math.min(shown, records.size()));
                        boolean more = !isLast || told.size() < records.size();
                        return CompletableFuture.completedFuture(new Part(address, told, more, false));
                    }
                    return pages(address, trace, page.next(), records);
                });
    }

    /** Asks all Machines that the cluster has now at once; the answers have the order of the addresses. */
    private <T> CompletionStage<List<T>> each(Function<String, CompletionStage<T>> question) {
        CompletionStage<List<T>> all = CompletableFuture.completedFuture(List.of());
        List<String> addresses = StreamSupport.stream(
                        Cluster.get(system).state().getMembers().spliterator(), false)
                .map(member -> member.address().toString())
                .sorted()
                .toList();
        List<CompletionStage<T>> asked = addresses.stream().map(question).toList();
        for (CompletionStage<T> one : asked) {
            all = all.thenCombine(one, (some, more) -> joined(some, List.of(more)));
        }
        return all;
    }

    private static <T> List<T> joined(List<T> some, List<T> more) {
        List<T> both = new ArrayList<>(some);
        both.addAll(more);
        return both;
    }

    @SuppressWarnings("unchecked") // who is asked answers to whom it is told to, whose type the question names
    private <T> CompletionStage<T> ask(String address, Function<ActorRef<T>, Ask> question) {
        return Patterns.askWithReplyTo(
                        Adapter.toClassic(system).actorSelection(address + "/system/" + NAME),
                        replyTo -> question.apply(Adapter.toTyped(replyTo)),
                        timeout)
                .thenApply(answer -> (T) answer);
    }
}
