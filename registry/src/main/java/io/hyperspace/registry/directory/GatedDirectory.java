package io.hyperspace.registry.directory;

import io.hyperspace.registry.membership.StartGate;
import io.hyperspace.space.error.Faults;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.StashBuffer;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * A directory before it recovers: it waits until no Machine that was lost may still write, for that one may have had it.
 * Requests wait for a while, then they are answered with 503 until the directory starts, which it does by itself.
 */
final class GatedDirectory extends AbstractBehavior<DirectoryCommand> {

    private final DirectorySettings settings;
    private final Supplier<Behavior<DirectoryCommand>> directory;
    private final StashBuffer<DirectoryCommand> stash;
    private final TimerScheduler<DirectoryCommand> timers;
    private boolean isLate;

    static Behavior<DirectoryCommand> create(
            StartGate gate, DirectorySettings settings, Supplier<Behavior<DirectoryCommand>> directory) {
        if (gate.isOpen()) {
            return directory.get();
        }
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> Behaviors.withStash(
                settings.maxWaiting(),
                stash -> new GatedDirectory(context, gate, settings, directory, stash, timers))));
    }

    private GatedDirectory(
            ActorContext<DirectoryCommand> context,
            StartGate gate,
            DirectorySettings settings,
            Supplier<Behavior<DirectoryCommand>> directory,
            StashBuffer<DirectoryCommand> stash,
            TimerScheduler<DirectoryCommand> timers) {
        super(context);
        this.settings = settings;
        this.directory = directory;
        this.stash = stash;
        this.timers = timers;
        timers.startSingleTimer(DirectoryCommand.Start.LATE, settings.startWait());
        context.pipeToSelf(gate.whenOpen(), (open, failure) -> DirectoryCommand.Start.OPEN);
    }

    @Override
    public Receive<DirectoryCommand> createReceive() {
        return newReceiveBuilder()
                .onMessageEquals(DirectoryCommand.Start.OPEN, this::onOpen)
                .onMessageEquals(DirectoryCommand.Start.LATE, this::onLate)
                .onMessage(DirectoryCommand.Request.class, this::onRequest)
                .onMessageEquals(DirectoryCommand.Stop.STOP, this::onStop)
                .build();
    }

    private Behavior<DirectoryCommand> onOpen() {
        timers.cancelAll();
        return stash.unstashAll(directory.get());
    }

    private Behavior<DirectoryCommand> onRequest(DirectoryCommand.Request request) {
        if (isLate) {
            request.replyTo().tell(new DirectoryAnswer.Refused(DirectoryFaults.notStarted()));
        } else if (stash.isFull()) {
            request.replyTo()
                    .tell(new DirectoryAnswer.Refused(
                            Faults.tooMany("a directory that waits to start", settings.maxWaiting())));
        } else {
            stash.stash(request);
        }
        return this;
    }

    private Behavior<DirectoryCommand> onLate() {
        isLate = true;
        refuseAll();
        return this;
    }

    private Behavior<DirectoryCommand> onStop() {
        refuseAll();
        return Behaviors.stopped();
    }

    private void refuseAll() {
        stash.forEach(waiting -> ((DirectoryCommand.Request) waiting)
                .replyTo()
                .tell(new DirectoryAnswer.Refused(DirectoryFaults.notStarted())));
        stash.clear();
    }
}
