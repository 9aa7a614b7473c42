package io.hyperspace.traversal;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.hyperspace.driver.DurableState;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.wave.WaveId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.NoSerializationVerificationNeeded;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
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
 * Keeps the durable keys and values of one particle, event-sourced: what one wave put is one event. It lives as a child
 * of the particle's actor; waves never pass through it.
 */
final class StateKeeper extends EventSourcedBehavior<StateKeeper.Command, StateKeeper.Committed, StateKeeper.Values> {

    private static final int SNAPSHOT_EVERY = 100;
    private static final int SNAPSHOTS_KEPT = 2;
    private static final Duration MIN_BACKOFF = Duration.ofMillis(200);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(5);

    /** What a keeper takes; its particle is on the same Machine. */
    sealed interface Command extends NoSerializationVerificationNeeded {}

    /** Completes the promise once the values are recovered. */
    record Open(CompletableFuture<DurableState> opened) implements Command {}

    /** Stores what one wave put. */
    record Commit(WaveId wave, Map<String, byte[]> puts, CompletableFuture<Void> done) implements Command {}

    /** One wave's puts. */
    @JsonTypeName("state-committed")
    record Committed(WaveId wave, Map<String, byte[]> puts) implements StateStored {}

    /**
     * All values.
     *
     * @param size bytes of all keys and values
     */
    @JsonTypeName("state-values")
    record Values(Map<String, byte[]> values, int size) implements StateStored {

        static final Values EMPTY = new Values(Map.of(), 0);

        Values on(Committed event) {
            Map<String, byte[]> next = new HashMap<>(values);
            next.putAll(event.puts());
            return new Values(next, sizeAfter(event.puts()));
        }

        int sizeAfter(Map<String, byte[]> puts) {
            int after = size;
            for (Map.Entry<String, byte[]> put : puts.entrySet()) {
                byte[] before = values.get(put.getKey());
                int key = put.getKey().getBytes(StandardCharsets.UTF_8).length;
                after += put.getValue().length - (before == null ? -key : before.length);
            }
            return after;
        }
    }

    private final ParticleSettings settings;
    private final KeptState shown;
    private @Nullable CompletableFuture<Void> committing;

    static Behavior<Command> create(Incarnation particle, ParticleSettings settings, KeptState shown) {
        Behavior<Command> keeper = Behaviors.setup(context -> new StateKeeper(particle, settings, shown));
        return Behaviors.supervise(keeper)
                .onFailure(SupervisorStrategy.restartWithBackoff(MIN_BACKOFF, MAX_BACKOFF, 0.1));
    }

    private StateKeeper(Incarnation particle, ParticleSettings settings, KeptState shown) {
        super(
                PersistenceId.ofUniqueId("particle-" + particle),
                SupervisorStrategy.restartWithBackoff(MIN_BACKOFF, MAX_BACKOFF, 0.1));
        this.settings = settings;
        this.shown = shown;
    }

    @Override
    public Values emptyState() {
        return Values.EMPTY;
    }

    @Override
    public CommandHandler<Command, Committed, Values> commandHandler() {
        return newCommandHandlerBuilder()
                .forAnyState()
                .onCommand(Open.class, this::onOpen)
                .onCommand(Commit.class, this::onCommit)
                .build();
    }

    private Effect<Committed, Values> onOpen(Values values, Open open) {
        open.opened().complete(shown);
        return Effect().none();
    }

    private Effect<Committed, Values> onCommit(Values values, Commit commit) {
        if (commit.done().isDone()) {
            return Effect().none();
        }
        if (values.sizeAfter(commit.puts()) > settings.maxState()) {
            commit.done()
                    .completeExceptionally(Faults.tooLarge("a particle's durable state", settings.maxState())
                            .toException());
            return Effect().none();
        }
        committing = commit.done();
        return Effect().persist(new Committed(commit.wave(), commit.puts())).thenRun(stored -> {
            committing = null;
            shown.show(stored.values());
            commit.done().complete(null);
        });
    }

    @Override
    public EventHandler<Values, Committed> eventHandler() {
        return newEventHandlerBuilder()
                .forAnyState()
                .onEvent(Committed.class, Values::on)
                .build();
    }

    /** After a restart, too, the particle sees what is on disk. */
    @Override
    public SignalHandler<Values> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(RecoveryCompleted.instance(), values -> shown.show(values.values()))
                .onSignal(JournalPersistRejected.class, (values, rejected) -> notCommitted())
                .onSignal(JournalPersistFailed.class, (values, failed) -> maybeCommitted())
                .build();
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
