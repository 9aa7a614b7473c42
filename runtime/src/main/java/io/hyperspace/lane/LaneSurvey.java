package io.hyperspace.lane;

import io.hyperspace.overview.LaneReport;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/** Asks each lane of this Machine how it is. */
public final class LaneSurvey {

    private static final int AT_ONCE = 64;

    private final ActorSystem<?> system;
    private final String machine;
    private final ActorRef<Lanes.Command> lanes;
    private final Duration timeout;

    LaneSurvey(ActorSystem<?> system, String machine, ActorRef<Lanes.Command> lanes, Duration timeout) {
        this.system = system;
        this.machine = machine;
        this.lanes = lanes;
        this.timeout = timeout;
    }

    /** The lanes of this Machine in the order of their stars; fails when one does not answer in time. */
    public CompletionStage<List<LaneReport>> here() {
        return AskPattern.<Lanes.Command, Lanes.Open>ask(lanes, Lanes.Show::new, timeout, system.scheduler())
                .thenCompose(open -> Source.from(open.lanes())
                        .mapAsyncUnordered(AT_ONCE, this::ask)
                        .runWith(Sink.seq(), system))
                .thenApply(reports -> reports.stream()
                        .sorted(Comparator.comparing(report -> String.valueOf(report.star())))
                        .toList());
    }

    private CompletionStage<LaneReport> ask(ActorRef<Lane.Command> lane) {
        return AskPattern.ask(lane, replyTo -> new Lane.Show(machine, replyTo), timeout, system.scheduler());
    }
}
