package io.hyperspace.traversal;

import io.hyperspace.codec.BodyWeight;
import io.hyperspace.delivery.Passing;
import io.hyperspace.driver.DurableState;
import io.hyperspace.driver.ParticleContext.Outgoing;
import io.hyperspace.driver.Reply;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Sequence;
import io.hyperspace.space.wave.Signal;
import io.hyperspace.space.wave.WaveId;
import io.hyperspace.traversal.StateStored.Committed;
import io.hyperspace.traversal.StateStored.Handled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A particle's durable state as its core sees it: reads from the last committed values, writes through the keeper. */
final class KeptState implements DurableState {

    private static final Logger LOG = LoggerFactory.getLogger(KeptState.class);
    /** How soon a durable signal that was not taken is tried again. */
    private static final Duration AGAIN = Duration.ofMillis(200);

    /** How often a memory that is full is searched for what need not be remembered any more. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private static final double RESERVE = 0.1;
    private static final int MAX_KEY = 512;

    private final ParticleSettings settings;
    private final Runnable onUnknown;
    private final Outlet outlet;
    private final CommitTimes times;
    private final Numbering numbering = new Numbering();
    private final Set<WaveId> leaving = ConcurrentHashMap.newKeySet();
    private volatile @Nullable ActorRef<StateKeeper.Command> keeper;
    private volatile long lookAgainAt;
    private volatile Shown shown = new Shown(StateValues.EMPTY, 0);

    /** The values, and how often they were recovered. */
    private record Shown(StateValues values, int generation) {}

    /** Sends the particle's signals. */
    interface Outlet {
        /** The signal that a particle wants to send, as infrastructure stamps it. */
        Signal stamp(Directed cause, Outgoing signal);

        /** Completes once it is accepted. */
        CompletionStage<Void> send(Signal signal);

        /** The star where the particle lives; null while nobody knows. */
        @Nullable StarKey star();
    }

    /** @param onUnknown told when a commit ended without an answer, so that nobody goes on from what may be out of date */
    KeptState(ParticleSettings settings, Outlet outlet, Runnable onUnknown) {
        this.settings = settings;
        this.times = new CommitTimes(settings.commitTimeout());
        this.outlet = outlet;
        this.onUnknown = onUnknown;
    }

    void attach(ActorRef<StateKeeper.Command> actor) {
        keeper = actor;
    }

    private void tell(StateKeeper.Command command) {
        Objects.requireNonNull(keeper, "attached before it is shown").tell(command);
    }

    /** Called by the keeper, one at a time, whenever something was committed. */
    void show(StateValues values) {
        shown = new Shown(values, shown.generation());
    }

    /**
     * Called by the keeper when it has read what is on disk. When it does so again, something may have been stored that the
     * particle did not know of, so the particle ends; what it did meanwhile names an older generation and is not stored.
     *
     * @return the generation of the state from now on
     */
    int recovered(StateValues values) {
        int next = shown.generation() + 1;
        shown = new Shown(values, next);
        if (next > 1) {
            onUnknown.run();
        }
        return next;
    }

    @Override
    public byte @Nullable [] get(String key) {
        return shown.values().values().get(key);
    }

    /**
     * What a durable wave is to be answered without asking the particle: what it was answered before, or why it cannot be
     * taken now. Null when the particle is to handle it.
     */
    @Nullable Reply before(Directed wave) {
        if (wave.head().handling() != Handling.DURABLE) {
            return null;
        }
        StateValues values = shown.values();
        Handled handled = values.handled().get(wave.id());
        if (handled == null) {
            return refusal(values, wave, System.currentTimeMillis());
        }
        return leaving.contains(wave.id()) ? Reply.of(notLeft()) : handled.reply();
    }

    private @Nullable Reply refusal(StateValues values, Directed wave, long now) {
        Sequence sequence = wave.head().sequence();
        if (values.isSettled(sequence)) {
            return Reply.of(Faults.handledBefore());
        }
        return isFull(values, sequence, now) ? Reply.of(full()) : null;
    }

    /** Whether a copy of a wave will be answered like this by what is stored, whatever is forgotten elsewhere. */
    boolean isStored(Directed wave, Reply reply) {
        Handled handled = wave.head().handling() == Handling.DURABLE
                ? shown.values().handled().get(wave.id())
                : null;
        return handled != null && handled.reply().equals(reply);
    }

    /**
     * Whether no durable wave can be remembered any more. There is a tenth more room for waves that later ones wait for, or what
     * a wave that was refused has been overtaken by would keep it out until its deadline.
     *
     * @param sequence of the next one, which may say that others need not be remembered
     */
    boolean isFull(StateValues values, @Nullable Sequence sequence, long now) {
        if (!isFull(values, 0)) {
            return false;
        }
        StateValues left = (now < lookAgainAt ? values : values.forgetting(now)).settling(sequence);
        boolean isFull = isFull(left, left.isAwaited(sequence) ? RESERVE : 0);
        if (isFull && now >= lookAgainAt) {
            lookAgainAt = now + LOOK_AGAIN.toMillis();
        }
        return isFull;
    }

    /** @param reserve by how much of them the limits may be passed */
    private boolean isFull(StateValues values, double reserve) {
        return values.remembered() >= settings.maxHandled() * (1 + reserve)
                || values.replies() >= settings.maxReplies() * (1 + reserve);
    }

    Fault full() {
        return Faults.tooMany("the memory for durable waves of a particle", settings.maxHandled());
    }

    private static Fault notLeft() {
        return Faults.notReady("an outbox for the signals of the wave");
    }

    @Override
    public CompletionStage<Reply> commit(Directed wave, Map<String, byte[]> puts, Reply reply, List<Outgoing> signals) {
        Fault refusal = refusal(puts, reply);
        if (refusal != null) {
            return CompletableFuture.failedFuture(refusal.toException());
        }
        int generation = shown.generation();
        if (generation > 1) {
            // The particle ends, and the wave may have seen what is out of date.
            return CompletableFuture.failedFuture(Faults.notReady("the journal").toException());
        }
        List<Signal> all = new ArrayList<>();
        try {
            signals.forEach(signal -> all.add(outlet.stamp(wave, signal)));
        } catch (HyperspaceException e) {
            return CompletableFuture.failedFuture(e);
        }
        Map<Boolean, List<Signal>> byHandling = all.stream()
                .collect(Collectors.partitioningBy(signal -> signal.head().handling() == Handling.DURABLE));
        List<Signal> others = Objects.requireNonNull(byHandling.get(false));
        List<Signal> durable = Objects.requireNonNull(byHandling.get(true));
        if (sizeOf(puts, reply, durable) > settings.maxEvent()) {
            Fault tooLarge = Faults.tooLarge("what a wave stores", settings.maxEvent());
            return CompletableFuture.failedFuture(tooLarge.toException());
        }
        CompletableFuture<@Nullable Handled> done = new CompletableFuture<>();
        List<Signal> numbered = durable.stream()
                .map(signal -> numbering.number(signal, outlet.star()))
                .toList();
        tell(new StateKeeper.Commit(generation, event(wave, puts, reply, numbered), done));
        times.begin(done);
        return ended(done, numbered).thenCompose(before -> {
            if (before != null) {
                numbered.forEach(numbering::over);
                return CompletableFuture.completedFuture(before.reply());
            }
            others.forEach(outlet::send);
            return leave(wave.id(), numbered).thenApply(left -> reply);
        });
    }

    private @Nullable Fault refusal(Map<String, byte[]> puts, Reply reply) {
        Fault tooLarge = settings.refusal(reply);
        if (tooLarge != null) {
            return tooLarge;
        }
        for (Map.Entry<String, byte[]> put : puts.entrySet()) {
            if (put.getKey().getBytes(StandardCharsets.UTF_8).length > MAX_KEY) {
                return Faults.tooLarge("a key of durable state", MAX_KEY);
            }
            if (put.getValue().length > settings.maxValue()) {
                return Faults.tooLarge("a durable value", settings.maxValue());
            }
        }
        return null;
    }

    private static long sizeOf(Map<String, byte[]> puts, Reply reply, List<Signal> durable) {
        long values = puts.values().stream().mapToLong(value -> value.length).sum();
        long signals = durable.stream().mapToLong(BodyWeight::of).sum();
        return values + BodyWeight.of(reply.body(), reply.headers()) + signals;
    }

    private Committed event(Directed wave, Map<String, byte[]> puts, Reply reply, List<Signal> durable) {
        boolean isDurable = wave.head().handling() == Handling.DURABLE;
        long until = wave.deadline() + settings.handledSlack().toMillis();
        Handled handled = isDurable
                ? new Handled(
                        reply.status(),
                        reply.headers(),
                        reply.body(),
                        until,
                        Sizes.of(reply),
                        wave.head().sequence())
                : null;
        long now = isDurable || !durable.isEmpty() ? System.currentTimeMillis() : 0;
        return new Committed(wave.id(), Map.copyOf(puts), handled, durable, now);
    }

    /** @param signals that the wave sends once it is stored, and never if it is refused */
    private CompletionStage<@Nullable Handled> ended(CompletableFuture<@Nullable Handled> done, List<Signal> signals) {
        return done.exceptionallyCompose(failure -> {
            if (failure instanceof HyperspaceException) {
                signals.forEach(numbering::over);
                return CompletableFuture.failedFuture(failure);
            }
            onUnknown.run();
            return CompletableFuture.failedFuture(Faults.notReady("the journal").toException());
        });
    }

    /**
     * Gives durable signals to an outbox, also those that were not known to have left when the particle ended; completes when
     * none can be lost any more.
     */
    CompletionStage<Void> leave(WaveId wave, List<Signal> signals) {
        if (signals.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        leaving.add(wave);
        CompletableFuture<?>[] accepted = signals.stream()
                .map(signal -> untilTaken(signal).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(accepted).thenRun(() -> {
            leaving.remove(wave);
            tell(new StateKeeper.Gone(wave));
        });
    }

    /** A signal is not let go for what passes by itself, such as a table that is full. */
    private CompletionStage<Void> untilTaken(Signal signal) {
        return outlet.send(signal).thenRun(() -> numbering.over(signal)).exceptionallyCompose(failure -> {
            boolean isPassing = Passing.isPassing(HyperspaceException.faultOf(failure));
            if (!isPassing || signal.deadline() <= System.currentTimeMillis()) {
                return CompletableFuture.completedFuture(lost(signal, failure));
            }
            return CompletableFuture.supplyAsync(
                            () -> signal, CompletableFuture.delayedExecutor(AGAIN.toMillis(), TimeUnit.MILLISECONDS))
                    .thenCompose(this::untilTaken);
        });
    }

    /** What is refused for good, or past its deadline, need not be tried again. */
    private @Nullable Void lost(Signal signal, Throwable failure) {
        numbering.over(signal);
        LOG.warn("signal {} to {} was not accepted: {}", signal.id(), signal.to(), failure.toString());
        return null;
    }
}
