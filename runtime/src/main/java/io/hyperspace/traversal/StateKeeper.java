package io.hyperspace.traversal;

import io.hyperspace.driver.DurableState;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.wave.WaveId;
import io.hyperspace.traversal.StateStored.Committed;
import io.hyperspace.traversal.StateStored.Event;
import io.hyperspace.traversal.StateStored.Handled;
import io.hyperspace.traversal.StateStored.Left;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.NoSerializationVerificationNeeded;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.persistence.typed.JournalPersistFailed;
import org.apache.pekko.persistence.typed.JournalPersistRejected;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.RetentionCriteria;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the durable state of one particle, event-sourced: what one wave did is one event. It lives as a child of the
 * particle's actor; waves never pass through it.
 *
 * <p>Invariants: a durable wave is stored once; what a wave did on a state that is not the last one that is on disk is not
 * stored, see {@link KeptState#recovered}.
 */
final class StateKeeper extends EventSourcedBehavior<StateKeeper.Command, Event, StateValues> {

    /** A snapshot has all waves that are remembered, which may be thousands, so it has to be worth that. */
    private static final int SNAPSHOT_EVERY = 500;

    private static final int SNAPSHOTS_KEPT = 2;
    private static final Duration MIN_BACKOFF = Duration.ofMillis(200);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(5);
    /** Signals that have left are noted together; until then they may leave again after a crash, which harms nobody. */
    private static final Duration NOTE_AFTER = Duration.ofMillis(200);

    /** What a keeper takes; its particle is on the same Machine. */
    sealed interface Command extends NoSerializationVerificationNeeded {}

    /** Completes the promise once the values are recovered. */
    record Open(CompletableFuture<DurableState> opened) implements Command {}

    /**
     * Stores what one wave did.
     *
     * @param generation of the state that the wave saw
     * @param done completes with null, or with what is stored already of this durable wave
     */
    record Commit(int generation, Committed event, CompletableFuture<@Nullable Handled> done) implements Command {}

    /** All signals of a wave have left. */
    record Gone(WaveId wave) implements Command {}

    private enum Note implements Command {
        NOW
    }

    private final TimerScheduler<Command> timers;
    private final ParticleSettings settings;
    private final KeptState shown;
    private final List<WaveId> gone = new ArrayList<>();
    private int generation;
    private @Nullable CompletableFuture<@Nullable Handled> committing;

    static Behavior<Command> create(Incarnation particle, ParticleSettings settings, KeptState shown) {
        Behavior<Command> keeper = Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new StateKeeper(timers, particle, settings, shown)));
        return Behaviors.supervise(keeper)
                .onFailure(SupervisorStrategy.restartWithBackoff(MIN_BACKOFF, MAX_BACKOFF, 0.1));
    }

    private StateKeeper(
            TimerScheduler<Command> timers, Incarnation particle, ParticleSettings settings, KeptState shown) {
        super(
                PersistenceId.ofUniqueId("particle-" + particle),
                SupervisorStrategy.restartWithBackoff(MIN_BACKOFF, MAX_BACKOFF, 0.1));
        this.timers = timers;
        this.settings = settings;
        this.shown = shown;
    }

    @Override
    public StateValues emptyState() {
        return StateValues.EMPTY;
    }

    @Override
    public CommandHandler<Command, Event, StateValues> commandHandler() {
        return newCommandHandlerBuilder()
                .forAnyState()
                .onCommand(Open.class, this::onOpen)
                .onCommand(Commit.class, this::onCommit)
                .onCommand(Gone.class, this::onGone)
                .onCommand(Note.class, note -> onNote())
                .build();
    }

    private Effect<Event, StateValues> onOpen(StateValues values, Open open) {
        open.opened().complete(shown);
        return Effect().none();
    }

    private Effect<Event, StateValues> onCommit(StateValues values, Commit commit) {
        if (commit.done().isDone()) {
            return Effect().none();
        }
        Committed event = commit.event();
        Handled before = event.handled() == null ? null : values.handled().get(event.wave());
        Fault refusal = refusal(values, event);
        if (before != null) {
            commit.done().complete(before);
        } else if (event.handled() != null && values.isSettled(event.handled().sequence())) {
            commit.done().completeExceptionally(Faults.handledBefore().toException());
        } else if (commit.generation() != generation) {
            commit.done().completeExceptionally(new IllegalStateException("the wave saw a state that is out of date"));
        } else if (refusal != null) {
            commit.done().completeExceptionally(refusal.toException());
        } else {
            return store(commit);
        }
        return Effect().none();
    }

    private @Nullable Fault refusal(StateValues values, Committed event) {
        if (values.sizeAfter(event.puts()) > settings.maxState()) {
            return Faults.tooLarge("a particle's durable state", settings.maxState());
        }
        if (event.handled() != null && shown.isFull(values, event.handled().sequence(), event.at())) {
            return shown.full();
        }
        return !event.signals().isEmpty() && values.leaving().size() >= settings.maxLeaving()
                ? Faults.tooMany("the list of durable signals that have not left", settings.maxLeaving())
                : null;
    }

    private Effect<Event, StateValues> store(Commit commit) {
        committing = commit.done();
        return Effect().persist(commit.event()).thenRun(stored -> {
            committing = null;
            shown.show(stored);
            commit.done().complete(null);
        });
    }

    private Effect<Event, StateValues> onGone(StateValues values, Gone left) {
        if (values.leaving().containsKey(left.wave())) {
            gone.add(left.wave());
            if (!timers.isTimerActive(Note.NOW)) {
                timers.startSingleTimer(Note.NOW, NOTE_AFTER);
            }
        }
        return Effect().none();
    }

    private Effect<Event, StateValues> onNote() {
        Left left = new Left(gone);
        gone.clear();
        return left.waves().isEmpty() ? Effect().none() : Effect().persist(left).thenRun(shown::show);
    }

    @Override
    public EventHandler<StateValues, Event> eventHandler() {
        return newEventHandlerBuilder()
                .forAnyState()
                .onEvent(Committed.class, StateValues::on)
                .onEvent(Left.class, StateValues::on)
                .build();
    }

    /** After a restart, too, the particle sees what is on disk. */
    @Override
    public SignalHandler<StateValues> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(RecoveryCompleted.instance(), this::onRecovered)
                .onSignal(JournalPersistRejected.class, (values, rejected) -> notCommitted())
                .onSignal(JournalPersistFailed.class, (values, failed) -> maybeCommitted())
                .build();
    }

    private void onRecovered(StateValues values) {
        gone.clear();
        generation = shown.recovered(values);
        values.leaving().forEach(shown::leave);
    }

    /** Nobody can say: whoever waits is told something that is not a refusal, and starts again from what is there. */
    private void maybeCommitted() {
        if (committing != null) {
            committing.completeExceptionally(new IllegalStateException("the outcome of a commit is not known"));
        }
    }

    private void notCommitted() {
        if (committing != null) {
            committing.completeExceptionally(Faults.notReady("the journal").toException());
        }
    }

    @Override
    public RetentionCriteria retentionCriteria() {
        return RetentionCriteria.snapshotEvery(SNAPSHOT_EVERY, SNAPSHOTS_KEPT);
    }
}
