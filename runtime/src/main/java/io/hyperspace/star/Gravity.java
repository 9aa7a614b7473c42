package io.hyperspace.star;

import io.hyperspace.lane.Carry;
import io.hyperspace.lane.GravityCommand;
import io.hyperspace.lane.Greet;
import io.hyperspace.lane.Knock;
import io.hyperspace.lane.Lane;
import io.hyperspace.lane.Pongs;
import io.hyperspace.provision.Registry;
import io.hyperspace.provision.RegistryView;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.particle.Location;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.security.Permission;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Reflected;
import io.hyperspace.space.wave.Signal;
import io.hyperspace.traversal.NeededPermission;
import io.hyperspace.traversal.ParticleCommand;
import io.hyperspace.traversal.ParticleCommand.Deliver;
import io.hyperspace.traversal.ParticleCommand.Passivate;
import io.hyperspace.traversal.ParticleCommand.StillBusy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.NoSerializationVerificationNeeded;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;

/**
 * The data plane of a star: takes the waves of all lanes, and alone holds the references of the star's particles. It
 * never persists, so a journal that is away does not stop it.
 *
 * <p>Invariants: each wave of a lane is admitted once and in the lane's order; a particle that is starting or stopping
 * keeps at most {@code buffer} waves waiting, one more is refused with 429; a particle works with the record that this
 * Machine's view has, so a change that was answered is in force for every wave that comes after it.
 */
final class Gravity extends AbstractBehavior<GravityCommand> {

    /** A particle takes waves. */
    record Activated(Incarnation incarnation, ActorRef<ParticleCommand> particle)
            implements GravityCommand, NoSerializationVerificationNeeded {}

    /** A particle's start failed; its actor will stop. */
    record Failed(Incarnation incarnation, Fault fault) implements GravityCommand, NoSerializationVerificationNeeded {}

    /** A particle's actor is gone; with a fault when it is not to be started again. */
    record Stopped(
            Point point, Incarnation incarnation, @Nullable Fault quarantine)
            implements GravityCommand, NoSerializationVerificationNeeded {}

    private record Resolved(
            Point point,
            @Nullable ParticleRecord record,
            @Nullable Throwable failure) implements GravityCommand, NoSerializationVerificationNeeded {}

    private record Busy(Incarnation incarnation) implements GravityCommand, NoSerializationVerificationNeeded {}

    private record StopNow(Incarnation incarnation) implements GravityCommand, NoSerializationVerificationNeeded {}

    private record LaneGone(ActorRef<Lane.Command> lane) implements GravityCommand, NoSerializationVerificationNeeded {}

    private enum Tick implements GravityCommand {
        ACKNOWLEDGE,
        PASSIVATE
    }

    /** How soon a particle that is out of date but busy is asked again to stop. */
    private static final Duration ASK_AGAIN = Duration.ofMillis(20);

    private final StarKey star;
    private final RegistryView view;
    private final Registry registry;
    private final StarSettings settings;
    private final Holdings holdings;
    private final Function<ParticleRecord, @Nullable ActorRef<DriverActor.Command>> drivers;
    private final Admissions admissions;
    private final ActorRef<StillBusy> busy;
    private final Map<Point, Held> particles = new HashMap<>();
    private final Map<Incarnation, Held> byIncarnation = new HashMap<>();

    static Behavior<GravityCommand> create(Star.Parts parts, Holdings holdings) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new Gravity(context, timers, parts, holdings)));
    }

    private Gravity(
            ActorContext<GravityCommand> context,
            TimerScheduler<GravityCommand> timers,
            Star.Parts parts,
            Holdings holdings) {
        super(context);
        this.star = parts.star();
        this.view = parts.around().view();
        this.registry = parts.around().services().registry();
        this.settings = parts.settings();
        this.holdings = holdings;
        this.drivers = new DriverActors(context, parts)::of;
        this.admissions = new Admissions(settings.acknowledgeEvery());
        this.busy = context.messageAdapter(StillBusy.class, still -> new Busy(still.particle()));
        timers.startTimerWithFixedDelay(Tick.ACKNOWLEDGE, settings.acknowledgeAfter());
        Duration sweep = settings.passivateAfter().dividedBy(4);
        timers.startTimerWithFixedDelay(Tick.PASSIVATE, sweep);
    }

    @Override
    public Receive<GravityCommand> createReceive() {
        return newReceiveBuilder()
                .onMessage(Carry.class, this::onCarry)
                .onMessage(Knock.class, this::onKnock)
                .onMessage(Resolved.class, this::onResolved)
                .onMessage(Activated.class, this::onActivated)
                .onMessage(Failed.class, this::onFailed)
                .onMessage(Stopped.class, this::onStopped)
                .onMessage(Busy.class, this::onBusy)
                .onMessage(StopNow.class, this::onStopNow)
                .onMessage(LaneGone.class, this::onLaneGone)
                .onMessage(Tick.class, this::onTick)
                .build();
    }

    private Behavior<GravityCommand> onKnock(Knock knock) {
        getContext().watchWith(knock.lane(), new LaneGone(knock.lane()));
        knock.lane().tell(new Greet(getContext().getSelf(), admissions.epoch()));
        return this;
    }

    private Behavior<GravityCommand> onLaneGone(LaneGone gone) {
        admissions.forget(gone.lane());
        return this;
    }

    private Behavior<GravityCommand> onCarry(Carry carry) {
        if (!admissions.admit(carry)) {
            return this;
        }
        Point target = targetOf(carry.wave());
        Held held = particles.get(target);
        if (held == null) {
            held = new Held(target);
            particles.put(target, held);
            resolve(held);
        }
        deliver(held, carry);
        return this;
    }

    private static Point targetOf(Directed wave) {
        if (wave instanceof Ping ping) {
            return ping.to();
        }
        if (wave instanceof Signal signal) {
            return signal.to();
        }
        throw new IllegalArgumentException("a ripple has no single target");
    }

    private void deliver(Held held, Carry carry) {
        ActorRef<ParticleCommand> actor = held.actor();
        if (actor != null && held.isCurrent(view)) {
            held.touch(System.nanoTime());
            actor.tell(new Deliver(carry.wave(), carry.replyTo()));
            return;
        }
        if (actor != null) {
            held.askToStop(new Passivate(true, busy));
        } else if (held.quarantine() != null && !held.changedSince(view)) {
            refuse(carry, held.quarantine());
            return;
        } else if (held.quarantine() != null) {
            forgive(held);
        }
        if (!held.buffer(carry, settings.buffer())) {
            refuse(carry, Faults.tooMany("the buffer of '" + held.point() + "'", settings.buffer()));
        }
    }

    /** A particle in quarantine gets another chance when its properties were changed. */
    private void forgive(Held held) {
        ParticleRecord now = view.cached(held.point());
        held.quarantine(null);
        if (now == null) {
            resolve(held);
            return;
        }
        CompletionStage<ParticleRecord> ready = registry.setStatus(now.point(), now.incarnation(), Status.READY);
        getContext().pipeToSelf(ready, (record, failure) -> new Resolved(held.point(), record, failure));
    }

    private void resolve(Held held) {
        getContext()
                .pipeToSelf(
                        view.record(held.point()), (record, failure) -> new Resolved(held.point(), record, failure));
    }

    private Behavior<GravityCommand> onResolved(Resolved resolved) {
        Held held = particles.get(resolved.point());
        if (held == null) {
            return this;
        }
        ParticleRecord record = resolved.record();
        if (record == null) {
            Throwable failure = resolved.failure() == null ? new IllegalStateException() : resolved.failure();
            drop(held, HyperspaceException.faultOf(failure));
        } else if (!livesHere(record)) {
            drop(held, Faults.notReady("'" + held.point() + "', which lives elsewhere now,"));
        } else if (record.status() == Status.PANIC) {
            held.record(record);
            held.quarantine(Faults.quarantined(held.point().toString()));
            held.drain(carry -> refuse(carry, Faults.quarantined(held.point().toString())));
        } else {
            start(held, record);
        }
        return this;
    }

    private boolean livesHere(ParticleRecord record) {
        Location location = record.location();
        return location != null && location.star().equals(star);
    }

    private void start(Held held, ParticleRecord record) {
        ActorRef<DriverActor.Command> driver = drivers.apply(record);
        if (driver == null) {
            drop(held, Faults.notReady("a driver for kind '" + record.kind() + "'"));
            return;
        }
        held.record(record);
        byIncarnation.put(record.incarnation(), held);
        holdings.hold(record);
        driver.tell(new DriverActor.Activate(record));
    }

    private void drop(Held held, Fault fault) {
        particles.remove(held.point(), held);
        held.drain(carry -> refuse(carry, fault));
    }

    private Behavior<GravityCommand> onActivated(Activated activated) {
        Held held = byIncarnation.get(activated.incarnation());
        if (held != null) {
            held.activated(activated.particle(), System.nanoTime());
            held.drain(carry -> deliver(held, carry));
        }
        return this;
    }

    private Behavior<GravityCommand> onFailed(Failed failed) {
        Held held = byIncarnation.get(failed.incarnation());
        if (held != null) {
            held.drain(carry -> refuse(carry, failed.fault()));
        }
        return this;
    }

    private Behavior<GravityCommand> onStopped(Stopped stopped) {
        Held held = byIncarnation.remove(stopped.incarnation());
        if (held == null) {
            return this;
        }
        held.stopped();
        Fault quarantine = stopped.quarantine();
        if (quarantine != null) {
            held.quarantine(quarantine);
            held.drain(carry -> refuse(carry, quarantine));
        } else if (held.hasWaiting()) {
            resolve(held);
        } else {
            particles.remove(held.point(), held);
        }
        return this;
    }

    /** A particle that was to stop has work: if it is out of date it is asked again soon, else it goes on. */
    private Behavior<GravityCommand> onBusy(Busy stays) {
        Held held = byIncarnation.get(stays.incarnation());
        if (held == null) {
            return this;
        }
        if (held.changedSince(view)) {
            getContext().scheduleOnce(ASK_AGAIN, getContext().getSelf(), new StopNow(stays.incarnation()));
        } else if (held.stopping(false)) {
            held.touch(System.nanoTime());
            held.drain(carry -> deliver(held, carry));
        }
        return this;
    }

    private Behavior<GravityCommand> onStopNow(StopNow stop) {
        Held held = byIncarnation.get(stop.incarnation());
        if (held != null) {
            held.askToStop(new Passivate(true, busy));
        }
        return this;
    }

    private Behavior<GravityCommand> onTick(Tick tick) {
        if (tick == Tick.ACKNOWLEDGE) {
            admissions.acknowledgeAll();
            return this;
        }
        long idleSince = System.nanoTime() - settings.passivateAfter().toNanos();
        for (Held held : particles.values()) {
            if (held.actor() != null && held.isIdleSince(idleSince)) {
                held.askToStop(new Passivate(false, busy));
            }
        }
        return this;
    }

    /** Says what is wrong with a particle only to those who might have used it. */
    private void refuse(Carry carry, Fault fault) {
        ActorRef<Reflected> replyTo = carry.replyTo();
        if (replyTo == null || !(carry.wave() instanceof Ping ping)) {
            return;
        }
        Permission needed = NeededPermission.of(ping.method());
        view.access(ping.agent(), ping.to()).whenComplete((access, failure) -> {
            boolean may = failure == null && access.may(needed);
            String name = needed.name().toLowerCase(Locale.ROOT);
            Fault told = may ? fault : Faults.forbidden(name, ping.to().toString());
            replyTo.tell(Pongs.of(ping.id(), ping.to(), told));
        });
    }
}
