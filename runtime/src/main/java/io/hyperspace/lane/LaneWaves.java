package io.hyperspace.lane;

import com.typesafe.config.Config;
import io.hyperspace.delivery.Courier;
import io.hyperspace.delivery.DeliverySettings;
import io.hyperspace.delivery.Outboxes;
import io.hyperspace.driver.Waves;
import io.hyperspace.provision.Locator;
import io.hyperspace.provision.Registry;
import io.hyperspace.provision.RegistryView;
import io.hyperspace.ripple.Bounce;
import io.hyperspace.ripple.Outcome;
import io.hyperspace.ripple.Ripples;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.particle.Location;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.security.Access;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.trace.TracedWave;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Echo;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.Reflected;
import io.hyperspace.space.wave.Ripple;
import io.hyperspace.space.wave.Signal;
import io.hyperspace.trace.Fate;
import io.hyperspace.trace.Layer;
import io.hyperspace.trace.Tracer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.jspecify.annotations.Nullable;

/** Sends waves from this Machine: finds the way, gives the wave to a lane, and waits for what comes back. */
public final class LaneWaves implements Waves {

    private final RegistryView view;
    private final Ways ways;
    private final Reflections reflections;
    private final ActorRef<Lanes.Command> lanes;
    private final ActorRef<Reflected> reflector;
    private final DeliverySettings delivery;
    private final Outboxes outboxes;
    private final ActorRef<Courier.Command> courier;
    private final Ripples ripples;
    private final Tracer tracer;

    /**
     * Starts the lane table as children of an actor.
     *
     * @param context the Machine's guardian, in its set-up
     * @param hyperspace the configuration below {@code hyperspace}
     * @param registry tells what the selector of a ripple picks
     * @param paths knock at stars
     * @param outboxes keep durable waves
     */
    public static LaneWaves start(
            ActorContext<?> context,
            Config hyperspace,
            Registry registry,
            RegistryView view,
            Locator locator,
            GoldenPaths paths,
            Outboxes outboxes) {
        LaneSettings settings = LaneSettings.of(hyperspace);
        Config waves = hyperspace.getConfig("waves");
        Reflections reflections = new Reflections(waves.getInt("in-flight"));
        Ways ways = new Ways(view, settings.routes(), hyperspace.getDuration("view.keep"));
        return new LaneWaves(
                view,
                ways,
                reflections,
                context.spawn(Lanes.create(locator, view, ways, paths, settings), "lanes"),
                context.spawn(Reflections.create(reflections, waves.getDuration("sweep")), "reflections"),
                DeliverySettings.of(hyperspace),
                outboxes,
                context,
                Ripples.start(context, hyperspace, registry));
    }

    /**
     * Asks the lanes of this Machine how they are.
     *
     * @param machine its name
     * @param timeout how long each has to answer
     */
    public LaneSurvey survey(ActorSystem<?> system, String machine, Duration timeout) {
        return new LaneSurvey(system, machine, lanes, timeout);
    }

    private LaneWaves(
            RegistryView view,
            Ways ways,
            Reflections reflections,
            ActorRef<Lanes.Command> lanes,
            ActorRef<Reflected> reflector,
            DeliverySettings delivery,
            Outboxes outboxes,
            ActorContext<?> context,
            Ripples ripples) {
        this.view = view;
        this.ways = ways;
        this.reflections = reflections;
        this.lanes = lanes;
        this.reflector = reflector;
        this.delivery = delivery;
        this.outboxes = outboxes;
        this.courier = context.spawn(Courier.create(delivery, this::send, outboxes, this::outboxOf), "courier");
        this.ripples = ripples;
        this.tracer = Tracer.of(context.getSystem());
    }

    @Override
    public CompletionStage<Pong> ping(Ping ping) {
        return ping(ping, ping.deadline());
    }

    @Override
    public CompletionStage<Pong> ping(Ping ping, long until) {
        return TracedWave.of(ping) == null
                ? pong(ping, until)
                : tracer.answered(ping, System.nanoTime(), pong(ping, until));
    }

    private CompletionStage<Pong> pong(Ping ping, long until) {
        Fault refusal = refusal(ping);
        if (refusal != null) {
            return CompletableFuture.completedFuture(Pongs.of(ping.id(), ping.to(), refusal));
        }
        CompletableFuture<Pong> pong = reflections.expect(ping.id(), ping.to(), Math.min(until, ping.deadline()));
        if (!pong.isDone()) {
            if (ping.head().handling() == Handling.IMMEDIATE) {
                send(ping, reflector);
            } else {
                courier.tell(new Courier.Take(ping, reflector, new CompletableFuture<>()));
            }
        }
        return pong;
    }

    @Override
    public CompletionStage<Void> signal(Signal signal) {
        Fault refusal = refusal(signal);
        if (refusal != null) {
            return CompletableFuture.failedFuture(refusal.toException());
        }
        if (signal.head().handling() != Handling.IMMEDIATE) {
            return keep(signal);
        }
        send(signal, null);
        return CompletableFuture.completedFuture(null);
    }

    private CompletionStage<Void> keep(Signal signal) {
        CompletableFuture<Void> accepted = new CompletableFuture<>();
        courier.tell(new Courier.Take(signal, null, accepted));
        long left = Math.max(1, signal.deadline() - System.currentTimeMillis());
        return accepted.orTimeout(left, TimeUnit.MILLISECONDS)
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                        failure instanceof TimeoutException
                                ? Faults.timedOut("the wave").toException()
                                : failure));
    }

    /** The star of the particle that sends a wave; of what no particle sends, a way in. */
    private StarKey outboxOf(Directed wave) {
        ParticleRecord from = view.cached(wave.from());
        Location place = from == null ? null : from.location();
        return place == null ? outboxes.ofGate(wave.id()) : place.star();
    }

    /**
     * Takes an answer to who waits for it. One of this Machine hears it at once, on the thread of whoever answers: the table
     * of those who wait is there for all threads, and to go through a mailbox costs as much as all else that is done here.
     */
    public void reflect(ActorRef<Reflected> replyTo, Pong pong) {
        if (replyTo.equals(reflector)) {
            reflections.complete(pong);
        } else {
            replyTo.tell(pong);
        }
    }

    /** Sends a wave once, whatever its handling. */
    public void sendOnce(Directed wave, ActorRef<Reflected> replyTo) {
        send(wave, replyTo);
    }

    @Override
    public CompletionStage<Outcome> ripple(Ripple ripple, Bounce bounce, Consumer<Echo> listener) {
        Fault refusal = refusal(ripple);
        tracer.left(ripple, Layer.SENT, null, 0, refusal == null ? Fate.PASSED : Fate.of(refusal));
        return refusal == null
                ? ripples.send(ripple, bounce, this::ping, listener)
                : CompletableFuture.completedFuture(Outcome.refused(ripple.id(), refusal));
    }

    private @Nullable Fault refusal(Directed wave) {
        long now = System.currentTimeMillis();
        if (wave.deadline() <= now) {
            return Faults.timedOut("the wave");
        }
        if (wave.head().handling() != Handling.IMMEDIATE
                && wave.deadline() > now + delivery.dedupWindow().toMillis()) {
            return Faults.deadlineTooFar(delivery.dedupWindow());
        }
        return view.holdsLease() ? null : Faults.leaseOver();
    }

    private void send(Directed wave, @Nullable ActorRef<Reflected> replyTo) {
        tracer.passed(wave, Layer.SENT);
        Lane.Send send = new Lane.Send(wave, replyTo);
        if (!ways.send(send)) {
            ways.begin(send.target());
            lanes.tell(new Lanes.Find(send));
        }
    }

    @Override
    public CompletionStage<ParticleRecord> record(Point point) {
        return view.record(point);
    }

    @Override
    public CompletionStage<Access> access(Agent agent, Point point) {
        return view.access(agent, point);
    }
}
