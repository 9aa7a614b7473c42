package io.hyperspace.star;

import io.hyperspace.delivery.DeliverySettings;
import io.hyperspace.delivery.Ledger;
import io.hyperspace.lane.Carry;
import io.hyperspace.lane.GravityCommand;
import io.hyperspace.lane.Greet;
import io.hyperspace.lane.Knock;
import io.hyperspace.lane.Lane;
import io.hyperspace.lane.Pongs;
import io.hyperspace.provision.Copy;
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
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.NeededPermission;
import io.hyperspace.space.wave.Reflected;
import io.hyperspace.traversal.Basis;
import io.hyperspace.traversal.ParticleCommand;
import io.hyperspace.traversal.ParticleCommand.Deliver;
import io.hyperspace.traversal.ParticleCommand.Passivate;
import io.hyperspace.traversal.ParticleCommand.Renew;
import io.hyperspace.traversal.ParticleCommand.StillBusy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
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
 * keeps at most {@code buffer} waves waiting, one more is refused with 429; a wave is given only to a particle that runs on
 * what the Registry has. The particle itself looks again when it takes the wave, and gives back what came too late for it:
 * such waves come before all others again, to the same particle if only its copies were old, else to the one that follows.
 */
final class Gravity extends AbstractBehavior<GravityCommand> {

    /** A particle takes waves. */
    record Activated(Incarnation incarnation, ActorRef<ParticleCommand> particle, Basis basis)
            implements GravityCommand, NoSerializationVerificationNeeded {}

    /** A particle's start failed; its actor will stop. */
    record Failed(Incarnation incarnation, Fault fault) implements GravityCommand, NoSerializationVerificationNeeded {}

    /** A particle's actor is gone; with a fault when it is not to be started again. */
    record Stopped(
            Point point, Incarnation incarnation, @Nullable Fault quarantine)
            implements GravityCommand, NoSerializationVerificationNeeded {}

    /** A particle gave a wave back, see {@link io.hyperspace.traversal.ParticleListener#bounced}. */
    record Bounced(Incarnation incarnation, Deliver deliver)
            implements GravityCommand, NoSerializationVerificationNeeded {}

    /** A particle goes on, and has given back all that it had to. */
    record Renewed(Incarnation incarnation) implements GravityCommand, NoSerializationVerificationNeeded {}

    private record Checked(
            Incarnation incarnation,
            @Nullable Basis basis,
            @Nullable Throwable failure) implements GravityCommand, NoSerializationVerificationNeeded {}

    private record Resolved(
            Point point, @Nullable Copy copy, @Nullable Throwable failure)
            implements GravityCommand, NoSerializationVerificationNeeded {}

    /** The answer to a wave that is in the ledger. */
    private record Answered(Reflected answer) implements GravityCommand, NoSerializationVerificationNeeded {}

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
    private final Ledger ledger;
    private final ActorRef<Reflected> answers;
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
        this.ledger = new Ledger(DeliverySettings.of(parts.hyperspace()));
        this.answers = context.messageAdapter(Reflected.class, Answered::new);
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
                .onMessage(Answered.class, this::onAnswered)
                .onMessage(Resolved.class, this::onResolved)
                .onMessage(Activated.class, this::onActivated)
                .onMessage(Bounced.class, this::onBounced)
                .onMessage(Checked.class, this::onChecked)
                .onMessage(Renewed.class, this::onRenewed)
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
        boolean isKept = carry.wave().head().handling() != Handling.IMMEDIATE;
        if (isKept && !ledger.admit(carry.wave(), carry.replyTo())) {
            return this;
        }
        Point target = Carry.targetOf(carry.wave());
        Held held = particles.get(target);
        if (held == null) {
            held = new Held(target);
            particles.put(target, held);
            resolve(held);
        }
        deliver(held, new Deliver(carry.wave(), isKept ? answers : carry.replyTo()));
        return this;
    }

    private Behavior<GravityCommand> onAnswered(Answered answered) {
        ledger.answered(answered.answer(), System.currentTimeMillis());
        return this;
    }

    private void deliver(Held held, Deliver deliver) {
        if (held.phase() == Held.Phase.ACTIVE && held.isCurrent(view)) {
            held.touch(System.nanoTime());
            held.tell(deliver);
            return;
        }
        if (held.phase() == Held.Phase.ACTIVE) {
            check(held);
        } else if (held.phase() == Held.Phase.QUARANTINED && held.isCurrent(view)) {
            refuse(deliver, held.quarantine());
            return;
        } else if (held.phase() == Held.Phase.QUARANTINED) {
            held.phase(Held.Phase.STARTING);
            resolve(held);
        }
        if (!held.buffer(deliver, settings.buffer())) {
            refuse(deliver, Faults.tooMany("the buffer of '" + held.point() + "'", settings.buffer()));
        }
    }

    /** Compares what a particle runs on with what the Registry has. */
    private void check(Held held) {
        held.phase(Held.Phase.CHECKING);
        Basis known = Objects.requireNonNull(held.basis(), "known since it started");
        Incarnation incarnation = known.record().record().incarnation();
        getContext().pipeToSelf(known.readAgain(view), (basis, failure) -> new Checked(incarnation, basis, failure));
    }

    /** What cannot be read is no reason to stop a particle: its waves are refused, and the next looks again. */
    private Behavior<GravityCommand> onChecked(Checked checked) {
        Held held = byIncarnation.get(checked.incarnation());
        if (held == null || held.phase() != Held.Phase.CHECKING) {
            return this;
        }
        Basis known = Objects.requireNonNull(held.basis(), "known since it started");
        Basis now = checked.basis();
        if (now != null && known.isSameAs(now)) {
            held.basis(now);
            held.tell(new Renew(now));
            return this;
        }
        Fault fault = now != null ? null : faultOf(checked.failure());
        if (fault == null || fault.status() == 404) {
            replace(held);
        } else {
            held.drain(deliver -> refuse(deliver, fault));
            held.tell(new Renew(known));
        }
        return this;
    }

    private Behavior<GravityCommand> onRenewed(Renewed renewed) {
        Held held = byIncarnation.get(renewed.incarnation());
        if (held != null && held.phase() == Held.Phase.CHECKING) {
            goOn(held);
        }
        return this;
    }

    private void goOn(Held held) {
        held.phase(Held.Phase.ACTIVE);
        held.touch(System.nanoTime());
        held.drain(deliver -> deliver(held, deliver));
    }

    private Behavior<GravityCommand> onBounced(Bounced bounced) {
        Held held = byIncarnation.get(bounced.incarnation());
        Deliver deliver = bounced.deliver();
        if (held == null) {
            refuse(deliver, Faults.notReady("'" + Carry.targetOf(deliver.wave()) + "'"));
            return this;
        }
        if (!held.takeBack(deliver, settings.buffer())) {
            refuse(deliver, Faults.tooMany("the buffer of '" + held.point() + "'", settings.buffer()));
        }
        if (held.phase() == Held.Phase.ACTIVE) {
            check(held);
        }
        return this;
    }

    /** A particle in quarantine gets another chance when its properties were changed. */
    private void forgive(ParticleRecord now) {
        CompletionStage<Copy> ready =
                view.learn(now.point(), () -> registry.setStatus(now.point(), now.incarnation(), Status.READY));
        getContext().pipeToSelf(ready, (copy, failure) -> new Resolved(now.point(), copy, failure));
    }

    /** Finds the record of a particle; a copy that would keep its waves out is not believed. */
    private void resolve(Held held) {
        Copy copy = view.cachedCopy(held.point());
        boolean isGood =
                copy != null && livesHere(copy.record()) && copy.record().status() == Status.READY;
        CompletionStage<Copy> found = isGood ? CompletableFuture.completedFuture(copy) : view.read(held.point());
        getContext().pipeToSelf(found, (read, failure) -> new Resolved(held.point(), read, failure));
    }

    /** A particle that was never placed follows the one that a wave was sent to, which is gone. */
    private Behavior<GravityCommand> onResolved(Resolved resolved) {
        Held held = particles.get(resolved.point());
        if (held == null) {
            return this;
        }
        Copy copy = resolved.copy();
        if (copy == null) {
            drop(held, faultOf(resolved.failure()));
            return this;
        }
        ParticleRecord record = copy.record();
        if (record.status() == Status.DELETED || record.location() == null) {
            drop(held, Faults.noSuchPoint(held.point().toString()));
        } else if (!livesHere(record)) {
            drop(held, Faults.notReady("'" + held.point() + "', which lives elsewhere now,"));
        } else if (record.status() == Status.PANIC && held.isChanged(record)) {
            forgive(record);
        } else if (record.status() == Status.PANIC) {
            Fault fault = Faults.quarantined(held.point().toString());
            held.basis(new Basis(copy, null));
            held.quarantine(fault);
            held.drain(deliver -> refuse(deliver, fault));
        } else {
            start(held, copy);
        }
        return this;
    }

    private static Fault faultOf(@Nullable Throwable failure) {
        return HyperspaceException.faultOf(failure == null ? new IllegalStateException() : failure);
    }

    private boolean livesHere(ParticleRecord record) {
        Location location = record.location();
        return location != null && location.star().equals(star);
    }

    private void start(Held held, Copy copy) {
        ParticleRecord record = copy.record();
        ActorRef<DriverActor.Command> driver = drivers.apply(record);
        if (driver == null) {
            drop(held, Faults.notReady("a driver for kind '" + record.kind() + "'"));
            return;
        }
        held.basis(new Basis(copy, null));
        byIncarnation.put(record.incarnation(), held);
        holdings.hold(record);
        driver.tell(new DriverActor.Activate(copy));
    }

    private void drop(Held held, Fault fault) {
        particles.remove(held.point(), held);
        held.drain(deliver -> refuse(deliver, fault));
    }

    private Behavior<GravityCommand> onActivated(Activated activated) {
        Held held = byIncarnation.get(activated.incarnation());
        if (held != null) {
            held.activated(activated.particle(), activated.basis(), System.nanoTime());
            held.drain(deliver -> deliver(held, deliver));
        }
        return this;
    }

    private Behavior<GravityCommand> onFailed(Failed failed) {
        Held held = byIncarnation.get(failed.incarnation());
        if (held != null) {
            held.drain(deliver -> refuse(deliver, failed.fault()));
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
            held.drain(deliver -> refuse(deliver, quarantine));
        } else if (held.hasWaiting()) {
            resolve(held);
        } else {
            particles.remove(held.point(), held);
        }
        return this;
    }

    private void replace(Held held) {
        held.phase(Held.Phase.REPLACING);
        held.tell(new Passivate(true, busy));
    }

    /** A particle that was to stop has work: if it is out of date it is asked again soon, else it goes on. */
    private Behavior<GravityCommand> onBusy(Busy stays) {
        Held held = byIncarnation.get(stays.incarnation());
        if (held == null) {
            return this;
        }
        if (held.phase() == Held.Phase.REPLACING) {
            getContext().scheduleOnce(ASK_AGAIN, getContext().getSelf(), new StopNow(stays.incarnation()));
        } else if (held.phase() == Held.Phase.PASSIVATING && held.hasBounced()) {
            check(held);
        } else if (held.phase() == Held.Phase.PASSIVATING) {
            goOn(held);
        }
        return this;
    }

    private Behavior<GravityCommand> onStopNow(StopNow stop) {
        Held held = byIncarnation.get(stop.incarnation());
        if (held != null && held.phase() == Held.Phase.REPLACING) {
            replace(held);
        }
        return this;
    }

    private Behavior<GravityCommand> onTick(Tick tick) {
        if (tick == Tick.ACKNOWLEDGE) {
            admissions.acknowledgeAll();
            ledger.expire(System.currentTimeMillis());
            return this;
        }
        long idleSince = System.nanoTime() - settings.passivateAfter().toNanos();
        for (Held held : particles.values()) {
            if (held.phase() == Held.Phase.ACTIVE && held.isIdleSince(idleSince)) {
                held.phase(Held.Phase.PASSIVATING);
                held.tell(new Passivate(false, busy));
            }
        }
        return this;
    }

    /** Says what is wrong with a particle to those who might have used it, that it is missing to those who may list it. */
    private void refuse(Deliver deliver, Fault fault) {
        ActorRef<Reflected> replyTo = deliver.replyTo();
        if (replyTo == null) {
            return;
        }
        Directed wave = deliver.wave();
        Point target = Carry.targetOf(wave);
        Point parent = fault.status() == 404 ? target.parent() : null;
        Permission needed = NeededPermission.of(wave.method());
        Permission asked = parent == null ? needed : Permission.SELECT;
        view.access(wave.agent(), parent == null ? target : parent).whenComplete((access, failure) -> {
            String name = needed.name().toLowerCase(Locale.ROOT);
            Fault told = failure != null
                    ? HyperspaceException.faultOf(failure)
                    : access.may(asked) ? fault : Faults.forbidden(name, target.toString());
            replyTo.tell(Pongs.of(wave, told));
        });
    }
}
