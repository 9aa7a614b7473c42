package io.hyperspace.watch;

import io.hyperspace.codec.Stored;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.StreamSupport;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.pattern.Patterns;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/** Takes what is for the watchers of a particle to every Machine, and to the watchers there. */
final class Messenger {

    /** The name by which other Machines find it. */
    private static final String NAME = "hyperspace-messenger";

    private static final int AT_ONCE = 64;

    private final ActorSystem<?> system;
    private final Duration timeout;

    /** Takes something to the watchers of a Machine. */
    record Take(WatchEvent.Rippled ripple, ActorRef<Taken> replyTo) implements Stored {}

    /** How many took it. */
    record Taken(int watchers) implements Stored {}

    private Messenger(ActorSystem<?> system, Duration timeout) {
        this.system = system;
        this.timeout = timeout;
    }

    static Messenger start(ActorSystem<?> system, Set<Watches.Seat> seats, Duration timeout) {
        Messenger messenger = new Messenger(system, timeout);
        system.systemActorOf(messenger.taking(seats), NAME, Props.empty());
        return messenger;
    }

    private Behavior<Take> taking(Set<Watches.Seat> seats) {
        return Behaviors.receiveMessage(take -> {
            List<Watches.Seat> concerned = seats.stream()
                    .filter(seat -> seat.watch().mayConcern(take.ripple().watched()))
                    .toList();
            Source.from(concerned)
                    .mapAsyncUnordered(AT_ONCE, seat -> hear(seat, take.ripple()))
                    .runWith(Sink.fold(0, (count, heard) -> heard ? count + 1 : count), system)
                    .thenAccept(count -> take.replyTo().tell(new Taken(count)));
            return Behaviors.same();
        });
    }

    private CompletionStage<Boolean> hear(Watches.Seat seat, WatchEvent.Rippled ripple) {
        return AskPattern.<Watcher.Command, Boolean>ask(
                        seat.watcher(),
                        replyTo -> new Watcher.Hear(ripple, replyTo),
                        timeout.dividedBy(2),
                        system.scheduler())
                .exceptionally(gone -> false);
    }

    CompletionStage<Reached> tell(WatchEvent.Rippled ripple) {
        CompletionStage<Reached> all = CompletableFuture.completedFuture(new Reached(0, 0));
        List<CompletionStage<Reached>> asked = StreamSupport.stream(
                        Cluster.get(system).state().getMembers().spliterator(), false)
                .map(member -> ask(member.address().toString(), ripple))
                .toList();
        for (CompletionStage<Reached> one : asked) {
            all = all.thenCombine(
                    one, (some, more) -> new Reached(some.watchers() + more.watchers(), some.silent() + more.silent()));
        }
        return all;
    }

    private CompletionStage<Reached> ask(String address, WatchEvent.Rippled ripple) {
        return Patterns.askWithReplyTo(
                        Adapter.toClassic(system).actorSelection(address + "/system/" + NAME),
                        replyTo -> new Take(ripple, Adapter.toTyped(replyTo)),
                        timeout)
                .thenApply(answer -> new Reached(((Taken) answer).watchers(), 0))
                .exceptionally(silent -> new Reached(0, 1));
    }
}
