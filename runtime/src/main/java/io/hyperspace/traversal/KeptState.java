package io.hyperspace.traversal;

import io.hyperspace.driver.DurableState;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.wave.WaveId;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** A particle's durable state as its core sees it: reads from the last committed map, writes through the keeper. */
final class KeptState implements DurableState {

    private static final int MAX_KEY = 512;

    private final ParticleSettings settings;
    private final Runnable onUnknown;
    private volatile @Nullable ActorRef<StateKeeper.Command> keeper;
    private volatile Map<String, byte[]> committed = Map.of();

    /** @param onUnknown told when a commit ended without an answer, so that nobody goes on from what may be out of date */
    KeptState(ParticleSettings settings, Runnable onUnknown) {
        this.settings = settings;
        this.onUnknown = onUnknown;
    }

    void attach(ActorRef<StateKeeper.Command> actor) {
        keeper = actor;
    }

    /** Called by the keeper whenever something was committed. */
    void show(Map<String, byte[]> values) {
        committed = values;
    }

    @Override
    public byte @Nullable [] get(String key) {
        return committed.get(key);
    }

    @Override
    public CompletionStage<Void> commit(WaveId wave, Map<String, byte[]> puts) {
        for (Map.Entry<String, byte[]> put : puts.entrySet()) {
            if (put.getKey().getBytes(StandardCharsets.UTF_8).length > MAX_KEY) {
                return CompletableFuture.failedFuture(
                        Faults.tooLarge("a key of durable state", MAX_KEY).toException());
            }
            if (put.getValue().length > settings.maxValue()) {
                return CompletableFuture.failedFuture(
                        Faults.tooLarge("a durable value", settings.maxValue()).toException());
            }
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        Objects.requireNonNull(keeper, "attached before it is shown")
                .tell(new StateKeeper.Commit(wave, Map.copyOf(puts), done));
        return done.orTimeout(settings.commitTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .exceptionallyCompose(failure -> {
                    if (failure instanceof HyperspaceException) {
                        return CompletableFuture.failedFuture(failure);
                    }
                    onUnknown.run();
                    return CompletableFuture.failedFuture(
                            Faults.notReady("the journal").toException());
                });
    }
}
