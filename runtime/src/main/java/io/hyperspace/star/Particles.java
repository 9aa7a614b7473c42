package io.hyperspace.star;

import io.hyperspace.lane.Carry;
import io.hyperspace.lane.GravityCommand;
import io.hyperspace.lane.Mark;
import io.hyperspace.lane.Numbered;
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
import io.hyperspace.trace.Layer;
import io.hyperspace.trace.Tracer;
import io.hyperspace.traversal.Basis;
import io.hyperspace.traversal.ParticleCommand.Leave;
import io.hyperspace.traversal.ParticleCommand.Passivate;
import io.hyperspace.traversal.ParticleCommand.Renew;
import io.hyperspace.traversal.ParticleCommand.StillBusy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.NoSerializationVerificationNeeded;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.jspecify.annotations.Nullable;

/**
 * The particles of one star that have something to do. Belongs to gravity, which alone calls it.
 *
 * <p>Invariants: a particle that is starting or stopping keeps at most {@code buffer} waves waiting, one more is refused
 * with 429; a wave is given only to a particle that runs on what the Registry has. The particle itself looks again when it
 * takes the wave, and gives back what came too late for it: such waves come before all others again, to the same particle
 * if only its copies were old, else to the one that follows. Waves of a particle that lives in another star go back to
 * their lanes.
 */
final class Particles {

    record Checked(
            Incarnation incarnation,
            @Nullable Basis basis,
            @Nullable Throwable failure) implements GravityCommand, NoSerializationVerificationNeeded {}

    record Resolved(
            Point point, @Nullable Copy copy, @Nullable Throwable failure)
            implements GravityCommand, NoSerializationVerificationNeeded {}

    record StopNow(Incarnation incarnation) implements GravityCommand, NoSerializationVerificationNeeded {}

    /** How soon a particle that has to stop but is busy is asked again. */
    private static final Duration ASK_AGAIN = Duration.ofMillis(20);

    private final ActorContext<GravityCommand> context;
    private final StarKey star;
    private final RegistryView view;
    private final Registry registry;
    private final StarSettings settings;
    private final Holdings holdings;
    private final Returns returns;
    private final Delays delays;
    private final Entered entered;
    private final Refusals refusals;
    private final Quarantines quarantines;
    private final Tracer tracer;
    private final Function<ParticleRecord, @Nullable ActorRef<DriverActor.Command>> drivers;
    private final ActorRef<StillBusy> busy;
    private final Map<Point, Held> byPoint = new HashMap<>();
    private final Map<Incarnation, Held> byIncarnation = new HashMap<>();

    Particles(
            ActorContext<GravityCommand> context,
            Star.Parts parts,
            Holdings holdings,
            Returns returns,
            Delays delays,
            Luggage luggage,
            Entered entered) {
        this.context = context;
        this.star = parts.star();
        this.view = parts.around().view();
        this.registry = parts.around().services().registry();
        this.settings = parts.settings();
        this.holdings = holdings;
        this.returns = returns;
        this.delays = delays;
        this.entered = entered;
        this.tracer = Tracer.of(context.getSystem());
        this.quarantines = new Quarantines(context, view, registry, settings);
        this.refusals = new Refusals(view, returns, tracer);
        this.drivers = new DriverActors(context, parts, luggage)::of;
        this.busy = context.messageAdapter(StillBusy.class, still -> new ParticleNews.Busy(still.particle()));
    }

    @Nullable Held at(Point point) {
        return byPoint.get(point);
    }

    @Nullable Held of(Incarnation incarnation) {
        return byIncarnation.get(incarnation);
    }

    Collection<Held> all() {
        return new ArrayList<>(byPoint.values());
    }

    /** Those that are in quarantine while their records do not say so yet. */
    Quarantines quarantines() {
        return quarantines;
    }

    /** Whether a star that leaves has nothing to wait for here. */
    boolean isEmpty() {
        return byPoint.isEmpty() && quarantines.isEmpty();
    }

    /** Takes in a particle that is to be kept stopped. */
    Held keepStopped(Point point) {
        Held held = new Held(point);
        held.phase(Held.Phase.RELEASED);
        byPoint.put(point, held);
        return held;
    }

    /** Gives a wave to its particle, which is looked for and started first if need be. */
    void take(Carry carry) {
        Held held = byPoint.get(carry.target());
        if (held == null) {
            held = new Held(carry.target());
            byPoint.put(carry.target(), held);
            held.buffer(carry, settings.buffer());
            resolve(held);
        } else {
            deliver(held, carry);
        }
    }

    /** Starts a particle to which nobody has sent anything; harmless when it does not live here. */
    void wake(Point point) {
        if (!byPoint.containsKey(point)) {
            Held held = new Held(point);
            byPoint.put(point, held);
            resolve(held);
        }
    }

    /** A mark goes back once no wave that came before it can go back any more. */
    void take(Mark mark) {
        Held held = byPoint.get(mark.target());
        if (held == null || held.phase() == Held.Phase.QUARANTINED) {
            returns.elsewhere(mark);
            return;
        }
        held.buffer(mark, settings.buffer());
        if (held.phase() == Held.Phase.ACTIVE) {
            check(held);
        }
    }

    private void deliver(Held held, Numbered item) {
        if (item instanceof Carry carry) {
            deliver(held, carry);
        } else if (held.phase() == Held.Phase.ACTIVE) {
            returns.elsewhere(item);
        } else {
            held.buffer(item, settings.buffer());
        }
    }

    private void deliver(Held held, Carry carry) {
        if (held.phase() == Held.Phase.ACTIVE && held.isCurrent(view)) {
            long now = System.nanoTime();
            held.touch(now);
            held.give(new Delivery(carry, delays.begin(now), entered.ledgerOf(carry)));
            return;
        }
        if (held.phase() == Held.Phase.ACTIVE) {
            check(held);
        } else if (held.phase() == Held.Phase.QUARANTINED && held.isCurrent(view)) {
            refusals.refuse(carry, held.quarantine());
            return;
        }
        if (!held.buffer(carry, settings.buffer())) {
            refusals.refuse(carry, full(held));
        }
        if (held.phase() == Held.Phase.QUARANTINED) {
            held.phase(Held.Phase.STARTING);
            resolve(held);
        }
    }

    private Fault full(Held held) {
        return Faults.tooMany("the buffer of '" + held.point() + "'", settings.buffer());
    }

    /** Compares what a particle runs on with what the Registry has. */
    private void check(Held held) {
        held.phase(Held.Phase.CHECKING);
        Basis known = Objects.requireNonNull(held.basis(), "known since it started");
        Incarnation incarnation = known.record().record().incarnation();
        context.pipeToSelf(known.readAgain(view), (basis, failure) -> new Checked(incarnation, basis, failure));
    }

    /** What cannot be read is no reason to stop a particle: its waves are refused, and the next looks again. */
    void onChecked(Checked checked) {
        Held held = byIncarnation.get(checked.incarnation());
        if (held == null || held.phase() != Held.Phase.CHECKING) {
            return;
        }
        Basis known = Objects.requireNonNull(held.basis(), "known since it started");
        Basis now = checked.basis();
        if (now != null && known.isSameAs(now)) {
            held.basis(now);
            held.tell(new Renew(now));
            return;
        }
        Fault fault = now != null ? null : faultOf(checked.failure());
        if (fault == null || fault.status() == 404) {
            end(held, Held.Phase.REPLACING);
        } else {
            held.drain(item -> refusals.refuse(item, fault));
            held.tell(new Renew(known));
        }
    }

    static Fault faultOf(@Nullable Throwable failure) {
        return HyperspaceException.faultOf(failure == null ? new IllegalStateException() : failure);
    }

    /** Asks a particle to stop, for one of the reasons that are final. */
    void end(Held held, Held.Phase why) {
        held.phase(why);
        held.tell(why == Held.Phase.REPLACING ? new Passivate(true, busy) : new Leave(settings.stateLimit(), busy));
    }

    /** Whether its driver's actor is about to start it: then it may have taken its memory already, and can give it back. */
    boolean isStarting(Held held) {
        Basis basis = held.basis();
        return held.phase() == Held.Phase.STARTING
                && basis != null
                && held.equals(byIncarnation.get(basis.record().record().incarnation()));
    }

    /** Ends a particle whatever it does. */
    void endNow(Held held) {
        Basis basis = held.basis();
        ActorRef<DriverActor.Command> driver =
                basis == null ? null : drivers.apply(basis.record().record());
        if (basis != null && driver != null) {
            driver.tell(new DriverActor.End(basis.record().record().incarnation()));
        }
    }

    private void goOn(Held held) {
        held.phase(Held.Phase.ACTIVE);
        held.touch(System.nanoTime());
        held.drain(item -> deliver(held, item));
    }

    void onBounced(Held held, Carry carry) {
        if (!held.takeBack(carry, settings.buffer())) {
            refusals.refuse(carry, full(held));
        }
        if (held.phase() == Held.Phase.ACTIVE) {
            check(held);
        }
    }

    void onRenewed(Held held) {
        if (held.phase() == Held.Phase.CHECKING) {
            goOn(held);
        }
    }

    void onFailing(Held held) {
        switch (held.phase()) {
            case ACTIVE, CHECKING, PASSIVATING -> end(held, Held.Phase.REPLACING);
            case REPLACING, RELEASING, LEAVING -> end(held, held.phase());
            case STARTING, QUARANTINED, RELEASED -> {}
        }
    }

    /**
     * Finds the record of a particle and starts it, at once by a copy that is good; one that would keep its waves out is not
     * believed. What is to be given to the particle waits already.
     */
    void resolve(Held held) {
        Copy copy = view.cachedCopy(held.point());
        if (copy != null && livesHere(copy.record()) && isReady(copy.record())) {
            start(held, copy);
        } else {
            context.pipeToSelf(view.read(held.point()), (read, failure) -> new Resolved(held.point(), read, failure));
        }
    }

    /** A particle that was never placed follows the one that a wave was sent to, which is gone. */
    void onResolved(Held held, Resolved resolved) {
        Copy copy = resolved.copy();
        if (copy == null) {
            Fault fault = faultOf(resolved.failure());
            if (fault.status() == 404) {
                letGo(held);
            }
            drop(held, fault);
            return;
        }
        ParticleRecord record = copy.record();
        if (record.status() == Status.DELETED || record.location() == null) {
            holdings.letGo(record.incarnation());
            drop(held, Faults.noSuchPoint(held.point().toString()));
        } else if (!livesHere(record)) {
            holdings.letGo(record.incarnation());
            elsewhere(held);
        } else if (isReady(record)) {
            start(held, copy);
        } else if (held.isChanged(record)) {
            forgive(record);
        } else {
            Fault fault = Faults.quarantined(held.point().toString());
            held.basis(new Basis(copy, null));
            held.quarantine(fault);
            held.drain(item -> refusals.refuse(item, fault));
        }
    }

    /** Whether a particle may start, for all that is known here; its record may not say yet that it is in quarantine. */
    private boolean isReady(ParticleRecord record) {
        return record.status() == Status.READY && !quarantines.has(record.incarnation());
    }

    /**
     * A particle in quarantine gets another chance when its properties were changed. If it is just being stored that it is in
     * quarantine, that comes first: its record is to say Ready in the end.
     */
    private void forgive(ParticleRecord now) {
        CompletionStage<Copy> ready = quarantines.forgive(now.incarnation()).thenCompose(any -> ready(now));
        context.pipeToSelf(ready, (copy, failure) -> new Resolved(now.point(), copy, failure));
    }

    private CompletionStage<Copy> ready(ParticleRecord now) {
        return view.learn(now.point(), () -> registry.setStatus(now.point(), now.incarnation(), Status.READY));
    }

    boolean livesHere(ParticleRecord record) {
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
        holdings.hold(record.incarnation());
        driver.tell(new DriverActor.Activate(copy));
    }

    void drop(Held held, Fault fault) {
        byPoint.remove(held.point(), held);
        held.drain(item -> refusals.refuse(item, fault));
    }

    private void letGo(Held held) {
        Basis basis = held.basis();
        if (basis != null) {
            holdings.letGo(basis.record().record().incarnation());
        }
    }

    /** The particle lives in another star: whatever waits for it goes back to be sent there. */
    void elsewhere(Held held) {
        byPoint.remove(held.point(), held);
        held.drain(returns::elsewhere);
    }

    /** Forgets a particle that has stopped, and gives what waited for it. */
    List<Numbered> forget(Held held) {
        byPoint.remove(held.point(), held);
        Basis basis = held.basis();
        if (basis != null) {
            byIncarnation.remove(basis.record().record().incarnation(), held);
        }
        List<Numbered> waited = new ArrayList<>();
        held.drain(waited::add);
        return waited;
    }

    void onActivated(Held held, ParticleNews.Activated activated) {
        held.activated(activated.particle(), activated.basis(), System.nanoTime());
        held.drain(item -> {
            if (item instanceof Carry carry) {
                tracer.passed(carry.wave(), Layer.STARTED, star, 0);
            }
            deliver(held, item);
        });
    }

    void onFailed(Held held, Fault fault) {
        held.drain(item -> refusals.refuse(item, fault));
    }

    /** A particle's actor is gone; who waits for another is started again. */
    void onStopped(Held held, @Nullable Fault quarantine) {
        if (quarantine != null) {
            held.quarantine(quarantine);
            held.drain(item -> refusals.refuse(item, quarantine));
        } else if (held.hasWaiting()) {
            resolve(held);
        } else {
            byPoint.remove(held.point(), held);
        }
    }

    /** A particle runs no more, and may be in quarantine from now on, whatever else becomes of it. */
    void noLongerRuns(Held held, ParticleNews.Stopped stopped) {
        byIncarnation.remove(stopped.incarnation(), held);
        held.stopped();
        if (stopped.quarantine() != null) {
            quarantines.add(stopped.incarnation(), held.point());
        }
    }

    /** A particle that was to stop has work: if it has to stop it is asked again soon, else it goes on. */
    void onBusy(Held held, Incarnation incarnation) {
        switch (held.phase()) {
            case REPLACING, RELEASING, LEAVING ->
                context.scheduleOnce(ASK_AGAIN, context.getSelf(), new StopNow(incarnation));
            case PASSIVATING -> {
                if (held.hasBounced()) {
                    check(held);
                } else {
                    goOn(held);
                }
            }
            default -> {}
        }
    }

    void onStopNow(StopNow stop) {
        Held held = byIncarnation.get(stop.incarnation());
        if (held != null) {
            switch (held.phase()) {
                case REPLACING, RELEASING, LEAVING -> end(held, held.phase());
                default -> {}
            }
        }
    }

    void passivateIdle() {
        long idleSince = System.nanoTime() - settings.passivateAfter().toNanos();
        for (Held held : byPoint.values()) {
            if (held.phase() == Held.Phase.ACTIVE && held.isIdleSince(idleSince)) {
                held.phase(Held.Phase.PASSIVATING);
                held.tell(new Passivate(false, busy));
            }
        }
    }
}
