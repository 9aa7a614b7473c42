package io.hyperspace.drivers.mechtron;

import io.hyperspace.driver.DurableState;
import io.hyperspace.driver.ParticleContext;
import io.hyperspace.driver.Reply;
import io.hyperspace.driver.Services;
import io.hyperspace.ripple.Bounce;
import io.hyperspace.ripple.Outcome;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Echo;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Head;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.WaveId;
import io.hyperspace.watch.Reached;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One mechtron's context; what a test wants to be different, it sets. */
final class MemoryContext implements ParticleContext {

    final List<Outgoing> signals = new CopyOnWriteArrayList<>();
    final List<OutgoingRipple> ripples = new CopyOnWriteArrayList<>();
    final List<Map<String, byte[]>> commits = new CopyOnWriteArrayList<>();

    /** The reply that was stored before, if the wave was handled before. */
    volatile @Nullable Reply before;

    /** What a commit waits for. */
    volatile CompletionStage<Void> commit = CompletableFuture.completedFuture(null);

    /** Who answers pings that go to no mechtron of this world. */
    volatile Function<Outgoing, CompletionStage<Pong>> elsewhere = outgoing -> CompletableFuture.completedFuture(
            pong(404, new Substance.Err(Faults.noSuchPoint(outgoing.to().toString()))));

    private final MemoryWorld world;
    private final ParticleRecord record;
    private final Map<String, byte[]> state;

    MemoryContext(MemoryWorld world, ParticleRecord record, Map<String, byte[]> state) {
        this.world = world;
        this.record = record;
        this.state = state;
    }

    @Override
    public ParticleRecord record() {
        return record;
    }

    @Override
    public Services services() {
        return world.services();
    }

    @Override
    public CompletionStage<Pong> ping(@Nullable Directed cause, Outgoing outgoing) {
        if (cause == null || !world.particles.containsKey(outgoing.to())) {
            return elsewhere.apply(outgoing);
        }
        Head head = new Head(
                WaveId.next(),
                point(),
                new Agent.Particle(point()),
                outgoing.method(),
                outgoing.uri(),
                outgoing.headers(),
                outgoing.body(),
                Handling.IMMEDIATE,
                cause.deadline(),
                cause.head().chainWith(point()));
        return world.handle(new Ping(head, outgoing.to()))
                .thenApply(reply -> new Pong(
                        WaveId.next(), head.id(), outgoing.to(), reply.status(), reply.headers(), reply.body()));
    }

    Pong pong(int status, Substance body) {
        return new Pong(WaveId.next(), WaveId.next(), point(), status, Headers.NONE, body);
    }

    @Override
    public CompletionStage<Void> signal(@Nullable Directed cause, Outgoing signal) {
        signals.add(signal);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Outcome> ripple(
            @Nullable Directed cause, OutgoingRipple ripple, Bounce bounce, Consumer<Echo> listener) {
        ripples.add(ripple);
        return CompletableFuture.completedFuture(new Outcome(WaveId.next(), 0, 0, 0, 0, 0, 0, null));
    }

    @Override
    public CompletionStage<Reached> tellWatchers(Method method, String uri, Substance body) {
        throw new UnsupportedOperationException("nobody watches here");
    }

    @Override
    public CompletionStage<DurableState> openState() {
        return CompletableFuture.completedFuture(new DurableState() {
            @Override
            public byte @Nullable [] get(String key) {
                return state.get(key);
            }

            @Override
            public CompletionStage<Reply> commit(
                    Directed wave, Map<String, byte[]> puts, Reply reply, List<Outgoing> sent) {
                commits.add(puts);
                Reply stored = before;
                if (stored != null) {
                    return CompletableFuture.completedFuture(stored);
                }
                return commit.thenApply(done -> {
                    state.putAll(puts);
                    signals.addAll(sent);
                    return reply;
                });
            }
        });
    }
}
