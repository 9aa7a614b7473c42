package io.hyperspace.registry.directory;

import io.hyperspace.provision.Lease;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.particle.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityContext;
import org.apache.pekko.persistence.typed.EventRejectedException;
import org.apache.pekko.persistence.typed.JournalPersistFailed;
import org.apache.pekko.persistence.typed.JournalPersistRejected;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.javadsl.CommandHandlerWithReply;
import org.apache.pekko.persistence.typed.javadsl.EffectBuilder;
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
 * only after an event has reserved it, and a restart goes on behind everything reserved. A directory that was closed never
 * opens again, and one that was asked to close before it opened does not open on what it was told earlier. Listeners hear of
 * an event after it is committed and before it is answered; what takes something away is answered only when every Machine
 * knows. While this Machine's lease is not held the directory says nothing, for another may have taken its place.
 */
final class Directory
        extends EventSourcedBehaviorWithEnforcedReplies<DirectoryCommand, DirectoryEvent, DirectoryState> {

    private static final int KEPT_SNAPSHOTS = 2;

    private final DirectoryId id;
    private final DirectorySettings settings;
    private final Directories directories;
    private final ChangeFeed changes;
    private final Lease lease;
    /** Whether something may have been stored that nobody was told of; outlives a restart. */
    private final AtomicBoolean isDoubtful;

    private final ActorContext<DirectoryCommand> context;
    private final Registering registering;
    private final Deleting deleting;
    private final ActorRef<ClusterSharding.ShardCommand> shard;
    /** What came before the parent's directory has answered. */
    private final List<DirectoryCommand.Request> waiting = new ArrayList<>();
    /** Who asked for the event that is being written. */
    private @Nullable ActorRef<DirectoryAnswer> asking;
    /** The event that is being written. */
    private @Nullable DirectoryEvent storing;

    private boolean stopAsked;
    /** Counts attempts to open; an answer to an earlier one counts no more. */
    private int opening;
    /** The last number handed out; below zero until the first is asked for. */
    private long lastNumber = -1;

    static Behavior<DirectoryCommand> create(
            EntityContext<DirectoryCommand> entity,
            DirectorySettings settings,
            Directories directories,
            ChangeFeed changes,
            Lease lease) {
        SupervisorStrategy rejected =
                SupervisorStrategy.restartWithBackoff(settings.minBackoff(), settings.maxBackoff(), 0.2);
        AtomicBoolean isDoubtful = new AtomicBoolean();
        Behavior<DirectoryCommand> directory = Behaviors.setup(
                context -> new Directory(entity, settings, directories, changes, lease, isDoubtful, context));
        return Behaviors.supervise(directory).onFailure(EventRejectedException.class, rejected);
    }

    private Directory(
            EntityContext<DirectoryCommand> entity,
            DirectorySettings settings,
            Directories directories,
            ChangeFeed changes,
            Lease lease,
            AtomicBoolean isDoubtful,
            ActorContext<DirectoryCommand> context) {
        super(
                PersistenceId.ofUniqueId(new DirectoryId(entity.getEntityId()).persistenceId()),
                SupervisorStrategy.restartWithBackoff(settings.minBackoff(), settings.maxBackoff(), 0.2));
        this.id = new DirectoryId(entity.getEntityId());
        this.settings = settings;
        this.directories = directories;
        this.changes = changes;
        this.lease = lease;
        this.isDoubtful = isDoubtful;
        this.context = context;
        this.shard = entity.getShard();
        this.registering = new Registering(settings.maxChildren());
        this.deleting = new Deleting(settings.deleteBatch());
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
                .onCommand(DirectoryCommand.ChangeOwner.class, (state, ask) -> act(ask, Changing.owner(state, ask)))
                .onCommand(DirectoryCommand.Doom.class, (state, ask) -> act(ask, Deleting.doom(state, ask)))
                .onCommand(DirectoryCommand.Close.class, this::onClose)
                .onCommand(DirectoryCommand.Remove.class, this::onRemove)
                .onCommand(DirectoryCommand.Replace.class, this::onReplace)
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
                .onSignal(JournalPersistFailed.class, (state, signal) -> inDoubt())
                .onSignal(RecoveryCompleted.instance(), this::onRecovered)
                .onSignal(PostStop.instance(), state -> directories.near().hide(id))
                .build();
    }

    private void inDoubt() {
        isDoubtful.set(true);
        failed(DirectoryFaults.unknownOutcome());
    }

    private void onRecovered(DirectoryState state) {
        tellOfDoubt();
        directories.near().show(id, state);
    }

    /** Whoever reads meanwhile asks, and waits until it is stored. */
    private EffectBuilder<DirectoryEvent, DirectoryState> store(DirectoryEvent event) {
        directories.near().hide(id);
        return Effect().persist(event).thenRun(state -> directories.near().show(id, state));
    }

    /** What was stored after all shows in the state that was recovered, and copies from before it must not last. */
    private void tellOfDoubt() {
        if (isDoubtful.getAndSet(false)) {
            changes.tellOfDoubt();
        }
    }

    /** The directory is about to restart: nobody is to wait for an answer that it can no longer give. */
    private void failed(Fault fault) {
        DirectoryAnswer refused = new DirectoryAnswer.Refused(fault);
        if (asking != null) {
            asking.tell(refused);
            asking = null;
        }
        if (storing != null) {
            changes.release(storing);
            storing = null;
        }
        answerWaiting(refused);
    }

    private ReplyEffect<DirectoryEvent, DirectoryState> onRegister(
            DirectoryState state, DirectoryCommand.Register register) {
        if (register.parent() == null) {
            return act(register, registering.found(state, register.candidates().get(0)));
        }
        if (state instanceof DirectoryState.Open open) {
            return act(register, registering.register(open, register.candidates()));
        }
        return state instanceof DirectoryState.Closing
                ? act(register, Changing.absent(state))
                : openFirst(register, register.parent());
    }

    private ReplyEffect<DirectoryEvent, DirectoryState> onReplace(
            DirectoryState state, DirectoryCommand.Replace replace) {
        return state instanceof DirectoryState.Open open
                ? act(replace, registering.replace(open, replace))
                : act(replace, Changing.absent(state));
    }

    /** Whoever waits for this directory to open waits in vain, and the answer that they wait for is out of date. */
    private ReplyEffect<DirectoryEvent, DirectoryState> onClose(DirectoryState state, DirectoryCommand.Close close) {
        if (state instanceof DirectoryState.Unopened) {
            opening++;
            answerWaiting(new DirectoryAnswer.Gone(true));
        }
        leaveIfOver(state);
        return act(close, deleting.close(state));
    }

    private ReplyEffect<DirectoryEvent, DirectoryState> onRemove(DirectoryState state, DirectoryCommand.Remove remove) {
        return act(remove, deleting.remove(state, remove));
    }

    /** What nobody will ask for again need not wait until it has been idle for long. */
    private void leaveIfOver(DirectoryState state) {
        if (Deleting.isOver(state)) {
            shard.tell(new ClusterSharding.Passivate<>(context.getSelf()));
        }
    }

    private ReplyEffect<DirectoryEvent, DirectoryState> onNextNumber(
            DirectoryState state, DirectoryCommand.NextNumber next) {
        if (state instanceof DirectoryState.Closing) {
            return act(next, Changing.absent(state));
        }
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
            int attempt = ++opening;
            context.ask(
                    DirectoryAnswer.class,
                    directories.ref(parent.heldBy()),
                    settings.askTimeout(),
                    replyTo -> new DirectoryCommand.Fetch(parent.point(), replyTo),
                    (answer, failure) -> new DirectoryCommand.ParentSeen(parent, attempt, answer));
        }
        return Effect().noReply();
    }

    private ReplyEffect<DirectoryEvent, DirectoryState> onParentSeen(
            DirectoryState state, DirectoryCommand.ParentSeen seen) {
        if (seen.opening() != opening) {
            return Effect().noReply();
        }
        if (state instanceof DirectoryState.Open
                || !(seen.answer() instanceof DirectoryAnswer.Found found)
                || !found.entry().incarnation().equals(seen.parent().incarnation())
                || found.entry().status() == Status.DELETED) {
            answerWaiting(notOpened(seen));
            return Effect().noReply();
        }
        Entry entry = found.entry();
        DirectoryEvent opened =
                new DirectoryEvent.Opened(entry.point(), entry.incarnation(), entry.kind(), entry.wide());
        return store(opened).thenRun(this::resume).thenNoReply();
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

    /** A parent's directory that cannot answer says nothing of whether the parent is there. */
    private static DirectoryAnswer notOpened(DirectoryCommand.ParentSeen seen) {
        if (seen.answer() instanceof DirectoryAnswer.Refused refused) {
            return refused;
        }
        if (seen.answer() == null) {
            return new DirectoryAnswer.Refused(
                    DirectoryFaults.opening(seen.parent().point().toString()));
        }
        return new DirectoryAnswer.Gone(seen.answer() instanceof DirectoryAnswer.Found found
                && found.entry().incarnation().equals(seen.parent().incarnation()));
    }

    private void answerWaiting(DirectoryAnswer answer) {
        waiting.forEach(request -> request.replyTo().tell(answer));
        waiting.clear();
        stopIfAsked();
    }

    private ReplyEffect<DirectoryEvent, DirectoryState> act(DirectoryCommand.Request request, Decision decision) {
        if (!lease.isHeld()) {
            return Effect().reply(request.replyTo(), new DirectoryAnswer.Refused(DirectoryFaults.outOfTouch()));
        }
        if (decision instanceof Decision.Answer now) {
            return Effect().reply(request.replyTo(), now.answer());
        }
        if (decision instanceof Decision.Again again) {
            return tellAgain(request, again);
        }
        Decision.Store store = (Decision.Store) decision;
        if (!changes.reserve(store.event())) {
            return Effect().reply(request.replyTo(), notNow());
        }
        asking = request.replyTo();
        storing = store.event();
        return store(store.event())
                .thenRun(state -> {
                    asking = null;
                    storing = null;
                    DirectoryAnswer answer = store.answer().apply(state);
                    answerWhen(changes.tell(store.event(), state), request.replyTo(), answer);
                })
                .thenNoReply();
    }

    private ReplyEffect<DirectoryEvent, DirectoryState> tellAgain(
            DirectoryCommand.Request request, Decision.Again again) {
        if (!changes.reserve(again.event())) {
            return Effect().reply(request.replyTo(), notNow());
        }
        return Effect()
                .none()
                .thenRun(state -> answerWhen(changes.tell(again.event(), state), request.replyTo(), again.answer()))
                .thenNoReply();
    }

    /** The directory goes on meanwhile. */
    private static void answerWhen(
            CompletionStage<Done> told, ActorRef<DirectoryAnswer> replyTo, DirectoryAnswer answer) {
        told.whenComplete((done, failure) ->
                replyTo.tell(failure == null ? answer : new DirectoryAnswer.Refused(DirectoryFaults.unknownOutcome())));
    }

    private DirectoryAnswer notNow() {
        return new DirectoryAnswer.Refused(DirectoryFaults.announcing(changes.limit()));
    }
}
