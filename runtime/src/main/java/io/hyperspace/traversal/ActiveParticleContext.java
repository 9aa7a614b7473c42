package io.hyperspace.traversal;

import io.hyperspace.driver.DurableState;
import io.hyperspace.driver.ParticleContext;
import io.hyperspace.driver.Services;
import io.hyperspace.ripple.Bounce;
import io.hyperspace.ripple.Outcome;
import io.hyperspace.space.particle.Location;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.trace.TraceHeaders;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Echo;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Head;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.Ripple;
import io.hyperspace.space.wave.Signal;
import io.hyperspace.space.wave.WaveId;
import io.hyperspace.trace.Layer;
import io.hyperspace.trace.Tracer;
import io.hyperspace.watch.Reached;
import io.hyperspace.watch.WatchEvent;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** What one active particle is offered; every wave it sends is stamped with its own point. */
final class ActiveParticleContext implements ParticleContext {

    private final ParticleRecord record;
    private final ParticleActor.Surroundings around;
    private final ActorRef<ParticleCommand> actor;

    ActiveParticleContext(ParticleRecord record, ParticleActor.Surroundings around, ActorRef<ParticleCommand> actor) {
        this.record = record;
        this.around = around;
        this.actor = actor;
    }

    @Override
    public ParticleRecord record() {
        return record;
    }

    @Override
    public Services services() {
        return around.services();
    }

    @Override
    public CompletionStage<Pong> ping(@Nullable Directed cause, Outgoing ping) {
        return services().waves().ping(traced(cause, new Ping(stamp(cause, ping, deadline(cause)), ping.to())));
    }

    @Override
    public CompletionStage<Void> signal(@Nullable Directed cause, Outgoing signal) {
        Head head = stamp(cause, signal, signalDeadline(cause, signal));
        return services().waves().signal(traced(cause, new Signal(head, signal.to())));
    }

    /** The head is stamped as that of a wave to one particle is; which one says nothing in it. */
    @Override
    public CompletionStage<Outcome> ripple(
            @Nullable Directed cause, OutgoingRipple ripple, Bounce bounce, Consumer<Echo> listener) {
        Outgoing wave = new Outgoing(
                record.point(), ripple.method(), ripple.uri(), ripple.headers(), ripple.body(), ripple.handling());
        return services()
                .waves()
                .ripple(traced(cause, new Ripple(stamp(cause, wave, deadline(cause)), ripple.to())), bounce, listener);
    }

    @Override
    public CompletionStage<Reached> tellWatchers(Method method, String uri, Substance body) {
        Point self = record.point();
        return services().watches().tell(new WatchEvent.Rippled(self, WaveId.next(), self, method, uri, body));
    }

    private long deadline(@Nullable Directed cause) {
        return cause == null
                ? System.currentTimeMillis() + around.settings().waveTime().toMillis()
                : cause.deadline();
    }

    private long signalDeadline(@Nullable Directed cause, Outgoing signal) {
        return signal.handling() == Handling.DURABLE
                ? System.currentTimeMillis() + around.settings().signalTime().toMillis()
                : deadline(cause);
    }

    private Head stamp(@Nullable Directed cause, Outgoing wave, long deadline) {
        Point self = record.point();
        WaveId id = WaveId.next();
        return new Head(
                id,
                self,
                Agent.of(self),
                wave.method(),
                wave.uri(),
                TraceHeaders.onward(wave.headers(), cause, id),
                wave.body(),
                wave.handling(),
                deadline,
                cause == null ? List.of(self) : cause.head().chainWith(self));
    }

    private <W extends Directed> W traced(@Nullable Directed cause, W wave) {
        if (cause != null && !cause.headers().isEmpty()) {
            Tracer.of(services().system()).caused(wave, Layer.CAUSED, cause, record.point());
        }
        return wave;
    }

    @Override
    public CompletionStage<DurableState> openState() {
        CompletableFuture<DurableState> state = new CompletableFuture<>();
        actor.tell(new ParticleActor.OpenState(
                new KeptState(around.settings(), new Outlet(), () -> actor.tell(ParticleActor.StateUnknown.NOW)),
                state));
        return state;
    }

    /** What durable state sends once it is stored. */
    private final class Outlet implements KeptState.Outlet {
        @Override
        public Signal stamp(Directed cause, Outgoing signal) {
            Head head = ActiveParticleContext.this.stamp(cause, signal, signalDeadline(cause, signal));
            return traced(cause, new Signal(head, signal.to()));
        }

        @Override
        public CompletionStage<Void> send(Signal signal) {
            return services().waves().signal(signal);
        }

        @Override
        public @Nullable StarKey star() {
            Location place = record.location();
            return place == null ? null : place.star();
        }
    }
}
