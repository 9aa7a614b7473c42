package io.hyperspace.lane;

import com.typesafe.config.Config;
import io.hyperspace.codec.BodyWeight;
import io.hyperspace.delivery.Courier;
import io.hyperspace.delivery.DeliverySettings;
import io.hyperspace.delivery.Keep;
import io.hyperspace.delivery.Kept;
import io.hyperspace.delivery.Outboxes;
import io.hyperspace.delivery.StarOutbox;
import io.hyperspace.driver.Waves;
import io.hyperspace.freight.Freight;
import io.hyperspace.freight.Parcels;
import io.hyperspace.freight.Shipping;
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
import io.hyperspace.space.wave.Sequence;
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
    private final Freight freight;
    private final Shipping shipping;
    private volatile boolean isClosed;

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
        Freight freight = new Freight(settings.freight());
        Config waves = hyperspace.getConfig("waves");
        Reflections reflections = new Reflections(waves.getInt("in-flight"));
        Ways ways = new Ways(view, settings.routes(), hyperspace.getDuration("view.keep"));
        return new LaneWaves(
                view,
                ways,
                reflections,
                context.spawn(Lanes.create(locator, view, ways, paths, settings, freight), "lanes"),
                context.spawn(Reflections.create(reflections, waves.getDuration("sweep")), "reflections"),
                DeliverySettings.of(hyperspace),
                outboxes,
                context,
                Ripples.start(context, hyperspace, registry),
                freight);
    }

    /** Counts the large waves of this Machine. */
    public Freight freight() {
        return freight;
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
            Ripples ripples,
            Freight freight) {
        this.view = view;
        this.ways = ways;
        this.reflections = reflections;
        this.lanes = lanes;
        this.reflector = reflector;
        this.delivery = delivery;
        this.outboxes = outboxes;
        this.courier = context.spawn(Courier.create(delivery, route(), outboxes, this::outboxOf), "courier");
        this.ripples = ripples;
        this.tracer = Tracer.of(context.getSystem());
        this.freight = freight;
        this.shipping = new Shipping(context.getSystem(), freight, context.spawn(Parcels.create(freight), "parcels"));
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
                sendOrTell(ping, reflector);
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
        Fault full = send(signal, null);
        return full == null
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.failedFuture(full.toException());
    }

    private CompletionStage<Void> keep(Signal signal) {
        CompletableFuture<Void> accepted = new CompletableFuture<>();
        courier.tell(new Courier.Take(signal, null, accepted));
        if (reflections.hasEnded()) {
            // The courier is gone likewise, and would leave it to the deadline.
            accepted.completeExceptionally(closed().toException());
        }
        long left = Math.max(1, signal.deadline() - System.currentTimeMillis());
        return accepted.orTimeout(left, TimeUnit.MILLISECONDS)
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                        failure instanceof TimeoutException
                                ? Faults.timedOut("the wave").toException()
                                : failure));
    }

    /**
     * The star of the particle that sends a wave, of a numbered one as it was when the wave got its number; of what no particle
     * sends, a way in.
     */
    private StarKey outboxOf(Directed wave) {
        Sequence sequence = wave.head().sequence();
        if (sequence != null) {
            return sequence.outbox();
        }
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
            answer(replyTo, pong);
        }
    }

    /** A large answer goes to another Machine in parts. For one that finds no room it is said that there is none. */
    private void answer(ActorRef<Reflected> replyTo, Reflected answer) {
        long load = Shipping.isFar(replyTo) ? freight.load(answer) : 0;
        if (load == 0) {
            replyTo.tell(answer);
        } else {
            Pong full = Pongs.of(answer.of(), answer.from(), freight.arriving().full());
            shipping.send(replyTo, answer, load, () -> replyTo.tell(full));
        }
    }

    /** The way of kept waves and of what they are answered. */
    public io.hyperspace.delivery.Route route() {
        return new io.hyperspace.delivery.Route() {
            @Override
            public void send(Directed wave, ActorRef<Reflected> replyTo) {
                sendOrTell(wave, replyTo);
            }

            @Override
            public void answer(ActorRef<Reflected> replyTo, Reflected answer) {
                LaneWaves.this.answer(replyTo, answer);
            }
        };
    }

    /** Whether a wave is too large to go to another Machine in one message. */
    public boolean isLarge(Directed wave) {
        return freight.load(wave) > 0;
    }

    /** Sends a large durable wave to the outbox that is to keep it, once that is found. */
    public void haul(Keep keep, CompletionStage<ActorRef<StarOutbox.Command>> outbox) {
        Kept full = new Kept(keep.wave().id(), freight.leaving().full());
        outbox.thenAccept(there -> shipping.send(
                there, keep, freight.load(keep.wave()), () -> keep.sender().tell(full)));
    }

    @Override
    public CompletionStage<Outcome> ripple(Ripple ripple, Bounce bounce, Consumer<Echo> listener) {
        Fault refusal = refusal(ripple);
        tracer.left(ripple, Layer.SENT, null, 0, refusal == null ? Fate.PASSED : Fate.of(refusal));
        return refusal == null
                ? ripples.send(ripple, bounce, this::ping, listener)
                : CompletableFuture.completedFuture(Outcome.refused(ripple.id(), refusal));
    }

    /**
     * Takes no more waves, and waits until what was taken has been settled: queued waves answered, durable ones kept, pings
     * answered. What is not by then ends with 503.
     *
     * @param atMost how long that may take
     */
    public CompletionStage<Void> settle(Duration atMost) {
        isClosed = true;
        long until = System.currentTimeMillis() + atMost.toMillis();
        CompletableFuture<Void> carried = new CompletableFuture<>();
        courier.tell(new Courier.Settle(until, carried));
        return carried.thenCompose(done -> reflections.settle(until));
    }

    private static Fault closed() {
        return Faults.notReady("this Machine");
    }

    private @Nullable Fault refusal(Directed wave) {
        if (isClosed) {
            return closed();
        }
        long now = System.currentTimeMillis();
        if (wave.deadline() <= now) {
            return Faults.timedOut("the wave");
        }
        if (BodyWeight.exceeds(wave, freight.settings().maxBody())) {
            return Faults.tooLarge("the wave", freight.settings().maxBody());
        }
        if (wave.head().handling() != Handling.IMMEDIATE
                && wave.deadline() > now + delivery.dedupWindow().toMillis()) {
            return Faults.deadlineTooFar(delivery.dedupWindow());
        }
        return view.holdsLease() ? null : Faults.leaseOver();
    }

    private void sendOrTell(Directed wave, ActorRef<Reflected> replyTo) {
        Fault full = send(wave, replyTo);
        if (full != null) {
            replyTo.tell(Pongs.of(wave, full));
        }
    }

    /** Sends a wave; gives why it cannot be, when there is no room for a large one. */
    private @Nullable Fault send(Directed wave, @Nullable ActorRef<Reflected> replyTo) {
        long load = freight.load(wave);
        if (load > 0 && !freight.leaving().take(load)) {
            return freight.leaving().full();
        }
        tracer.passed(wave, Layer.SENT);
        Lane.Send send = new Lane.Send(wave, replyTo, false, load);
        if (!ways.send(send)) {
            ways.begin(send.target());
            lanes.tell(new Lanes.Find(send));
        }
        return null;
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
