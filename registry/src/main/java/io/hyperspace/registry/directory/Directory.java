package io.hyperspace.registry.directory;

import io.hyperspace.provision.Lease;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.particle.Incarnation;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.persistence.typed.EventRejectedException;
import org.apache.pekko.persistence.typed.JournalPersistFailed;
import org.apache.pekko.persistence.typed.JournalPersistRejected;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandlerWithReply;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehaviorWithEnforcedReplies;
import org.apache.pekko.persistence.typed.javadsl.ReplyEffect;
import org.apache.pekko.persistence.typed.javadsl.RetentionCriteria;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;
import org.jspecify.annotations.Nullable;

/**
 * Holds the records of a point's children, or of one bucket of them.
 *
 * <p>Invariants: children are registered only after the directory was opened, and it opens only when the directory of
 * the parent has said that the parent's record is there with this incarnation. A number of the sequence is handed out
 * only after an event has reserved it, and a restart goes on behind everything reserved. Listeners hear of an event
 * after it is committed and before it is answered. While this Machine's lease is not held the directory says nothing, for
 * another may have taken its place.
 */
final class Directory
        extends EventSourcedBehaviorWithEnforcedReplies<DirectoryCommand, DirectoryEvent, DirectoryState> {

    private static final int KEPT_SNAPSHOTS = 2;

    private final DirectorySettings settings;
    private final Directories directories;
    private final ChangeFeed changes;
    private final Lease lease;
    private final ActorContext<DirectoryCommand> context;
    private final Registering registering;
    /** What came before the parent's directory has answered. */
    private final List<DirectoryCommand.Request> waiting = new ArrayList<>();
    /** Who asked for the event that is being written. */
    private @Nullable ActorRef<DirectoryAnswer> asking;

    private boolean stopAsked;
    /** The last number handed out; below zero until the first is asked for. */
    private long lastNumber = -1;

    static Behavior<DirectoryCommand> create(
            String entityId, DirectorySettings settings, Directories directories, ChangeFeed changes, Lease lease) {
        SupervisorStrategy rejected =
                SupervisorStrategy.restartWithBackoff(settings.minBackoff(), settings.maxBackoff(), 0.2);
        Behavior<DirectoryCommand> directory =
                Behaviors.setup(context -> new Directory(entityId, settings, directories, changes, lease, context));
        return Behaviors.supervise(directory).onFailure(EventRejectedException.class, rejected);
    }

    private Directory(
            String entityId,
            DirectorySettings settings,
            Directories directories,
            ChangeFeed changes,
            Lease lease,
            ActorContext<DirectoryCommand> context) {
        super(
                PersistenceId.ofUniqueId(new DirectoryId(entityId).persistenceId()),
                SupervisorStrategy.restartWithBackoff(settings.minBackoff(), settings.maxBackoff(), 0.2));
        this.settings = settings;
        this.directories = directories;
        this.changes = changes;
        this.lease = lease;
        this.context = context;
        this.registering = new Registering(settings.maxChildren(), Incarnation::next);
    }

    @Override
    public DirectoryState emptyState() {
        return new DirectoryState.Unopened();
    }

    @Override
    public CommandHandlerWithReply<DirectoryCommand, DirectoryEvent, DirectoryState> commandHandler() {
        return newCommandHandlerWithReplyBuilder()
                .forAnyState()
                .onCommand(DirectoryCommand.Register.class, this::onRegister)
                .onCommand(DirectoryCommand.Fetch.class, (state, ask) -> act(ask, Changing.fetch(state, ask)))
                .onCommand(DirectoryCommand.Assign.class, (state, ask) -> act(ask, Changing.assign(state, ask)))
                .onCommand(DirectoryCommand.ChangeStatus.class, (state, ask) -> act(ask, Changing.status(state, ask)))
                .onCommand(
                        DirectoryCommand.ChangeProperties.class,
                        (state, ask) -> act(ask, Changing.properties(state, ask)))
                .onCommand(DirectoryCommand.Anchor.class, (state, ask) -> act(ask, Changing.anchor(state, ask)))
                .onCommand(DirectoryCommand.Revoke.class, (state, ask) -> act(ask, Changing.revoke(state, ask)))
                .onCommand(DirectoryCommand.NextNumber.class, this::onNextNumber)
                .onCommand(DirectoryCommand.ParentSeen.class, this::onParentSeen)
                .onCommand(DirectoryCommand.Stop.class, (state, stop) -> onStop())
                .build();
    }

    @Override
    public EventHandler<DirectoryState, DirectoryEvent> eventHandler() {
        return DirectoryState::on;
    }

    @Override
    public RetentionCriteria retentionCriteria() {
        return RetentionCriteria.snapshotEvery(settings.snapshotEvery(), KEPT_SNAPSHOTS);
    }

    @Override
    public SignalHandler<DirectoryState> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(JournalPersistRejected.class, (state, signal) -> failed(DirectoryFaults.notStored()))
                .onSignal(JournalPersistFailed.class, (state, signal) -> failed(DirectoryFaults.unknownOutcome()))
                .build();
    }

    /** The directory is about to restart: nobody is to wait for an answer that it can no longer give. */
    private void failed(Fault fault) {
        DirectoryAnswer refused = new DirectoryAnswer.Refused(fault);
        if (asking != null) {
            asking.tell(refused);
            asking = null;
        }
        waiting.forEach(request -> request.replyTo().tell(refused));
        waiting.clear();
        stopIfAsked();
    }

    private ReplyEffect<DirectoryEvent, DirectoryState> onRegister(
            DirectoryState state, DirectoryCommand.Register register) {
        if (register.parent() == null) {
            return act(register, registering.found(state, register.candidates().get(0)));
        }
        if (state instanceof DirectoryState.Open open) {
            return act(register, registering.register(open, register.candidates()));
        }
        return openFirst(register, register.parent());
    }

    private ReplyEffect<DirectoryEvent, DirectoryState> onNextNumber(
            DirectoryState state, DirectoryCommand.NextNumber next) {
        if (!(state instanceof DirectoryState.Open open)) {
            return openFirst(next, next.parent());
        }
        if (lastNumber < 0) {
            lastNumber = open.reserved();
        }
        if (lastNumber < open.reserved()) {
            return act(next, new Decision.Answer(number()));
        }
        DirectoryEvent reserved = new DirectoryEvent.NumbersReserved(open.reserved() + settings.sequenceBlock());
        return act(next, new Decision.Store(reserved, after -> number()));
    }

    private DirectoryAnswer number() {
        lastNumber++;
        return new DirectoryAnswer.NextNumber(lastNumber);
    }

    private ReplyEffect<DirectoryEvent, DirectoryState> openFirst(
            DirectoryCommand.Request request, DirectoryCommand.Parent parent) {
        if (waiting.size() >= settings.maxWaiting()) {
            Fault full = Faults.tooMany("the directory of '" + parent.point() + "'", settings.maxWaiting());
            return act(request, Decision.refused(full));
        }
        waiting.add(request);
        if (waiting.size() == 1) {
            context.ask(
                    DirectoryAnswer.class,
                    directories.ref(parent.heldBy()),
                    settings.askTimeout(),
                    replyTo -> new DirectoryCommand.Fetch(parent.point(), replyTo),
                    (answer, failure) -> new DirectoryCommand.ParentSeen(parent, answer));
        }
        return Effect().noReply();
    }

    private ReplyEffect<DirectoryEvent, DirectoryState> onParentSeen(
            DirectoryState state, DirectoryCommand.ParentSeen seen) {
        if (state instanceof DirectoryState.Open || !(seen.answer() instanceof DirectoryAnswer.Found found)) {
            refuseWaiting(seen);
            return Effect().noReply();
        }
        Entry entry = found.entry();
        if (!entry.incarnation().equals(seen.parent().incarnation())) {
            refuseWaiting(seen);
            return Effect().noReply();
        }
        DirectoryEvent opened =
                new DirectoryEvent.Opened(entry.point(), entry.incarnation(), entry.kind(), entry.wide());
        return Effect().persist(opened).thenRun(this::resume).thenNoReply();
    }

    private void resume() {
        waiting.forEach(context.getSelf()::tell);
        waiting.clear();
        stopIfAsked();
    }

    /** Requests that wait are not in the mailbox, so sharding does not keep them: they come first. */
    private ReplyEffect<DirectoryEvent, DirectoryState> onStop() {
        if (waiting.isEmpty()) {
            return Effect().stop().thenNoReply();
        }
        stopAsked = true;
        return Effect().noReply();
    }

    private void stopIfAsked() {
        if (stopAsked) {
            context.getSelf().tell(DirectoryCommand.Stop.STOP);
        }
    }

    private void refuseWaiting(DirectoryCommand.ParentSeen seen) {
        DirectoryAnswer answer = refusal(seen);
        waiting.forEach(request -> request.replyTo().tell(answer));
        waiting.clear();
        stopIfAsked();
    }

    /** A parent's directory that cannot answer says nothing of whether the parent is there. */
    private static DirectoryAnswer refusal(DirectoryCommand.ParentSeen seen) {
        if (seen.answer() == null) {
            return new DirectoryAnswer.Refused(
                    DirectoryFaults.opening(seen.parent().point().toString()));
        }
        return seen.answer() instanceof DirectoryAnswer.Refused refused ? refused : new DirectoryAnswer.Missing();
    }

    private ReplyEffect<DirectoryEvent, DirectoryState> act(DirectoryCommand.Request request, Decision decision) {
        if (!lease.isHeld()) {
            return Effect().reply(request.replyTo(), new DirectoryAnswer.Refused(DirectoryFaults.outOfTouch()));
        }
        if (decision instanceof Decision.Answer now) {
            return Effect().reply(request.replyTo(), now.answer());
        }
        Decision.Store store = (Decision.Store) decision;
        asking = request.replyTo();
        return Effect()
                .persist(store.event())
                .thenRun(state -> {
                    asking = null;
                    changes.tell(store.event(), state);
                })
                .thenReply(request.replyTo(), state -> store.answer().apply(state));
    }
}
