package io.hyperspace.machine;

import io.hyperspace.codec.Stored;
import io.hyperspace.lane.LaneSurvey;
import io.hyperspace.overview.LaneReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.StreamSupport;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.pattern.Patterns;

/** Tells the other Machines about the lanes of this one, and asks them about theirs. */
final class Envoy {

    /** The name by which other Machines find it. */
    private static final String NAME = "hyperspace-envoy";

    private final ActorSystem<?> system;
    private final Duration timeout;

    /** Asks for the lanes of a Machine. */
    record AskLanes(ActorRef<Lanes> replyTo) implements Stored {}

    /** The lanes of a Machine. */
    record Lanes(List<LaneReport> lanes) implements Stored {
        Lanes {
            lanes = List.copyOf(lanes);
        }
    }

    private Envoy(ActorSystem<?> system, Duration timeout) {
        this.system = system;
        this.timeout = timeout;
    }

    /**
     * Starts it. Call it once for an actor system.
     *
     * @param timeout how long another Machine has to answer
     */
    static Envoy start(ActorSystem<?> system, LaneSurvey survey, Duration timeout) {
        system.systemActorOf(answering(survey), NAME, Props.empty());
        return new Envoy(system, timeout);
    }

    private static Behavior<AskLanes> answering(LaneSurvey survey) {
        return Behaviors.receiveMessage(ask -> {
            survey.here().thenAccept(lanes -> ask.replyTo().tell(new Lanes(lanes)));
            return Behaviors.same();
        });
    }

    /** The lanes of all Machines that the cluster has now; one that does not answer in time is told of as silent. */
    CompletionStage<List<LaneReport>> lanes() {
        CompletionStage<List<LaneReport>> all = CompletableFuture.completedFuture(List.of());
        List<Member> members = StreamSupport.stream(
                        Cluster.get(system).state().getMembers().spliterator(), false)
                .sorted(Comparator.comparing(member -> member.address().toString()))
                .toList();
        List<CompletionStage<List<LaneReport>>> asked =
                members.stream().map(member -> ask(member.address().toString())).toList();
        for (CompletionStage<List<LaneReport>> one : asked) {
            all = all.thenCombine(one, Envoy::joined);
        }
        return all;
    }

    private static List<LaneReport> joined(List<LaneReport> some, List<LaneReport> more) {
        List<LaneReport> both = new ArrayList<>(some);
        both.addAll(more);
        return both;
    }

    private CompletionStage<List<LaneReport>> ask(String address) {
        return Patterns.askWithReplyTo(
                        Adapter.toClassic(system).actorSelection(address + "/system/" + NAME),
                        replyTo -> new AskLanes(Adapter.toTyped(replyTo)),
                        timeout)
                .thenApply(answer -> ((Lanes) answer).lanes())
                .exceptionally(failure -> List.of(LaneReport.silent(address)));
    }
}
