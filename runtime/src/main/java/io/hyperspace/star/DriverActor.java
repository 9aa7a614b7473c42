package io.hyperspace.star;

import io.hyperspace.driver.Driver;
import io.hyperspace.lane.GravityCommand;
import io.hyperspace.provision.Copy;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.traversal.ParticleActor;
import io.hyperspace.traversal.ParticleCommand;
import io.hyperspace.traversal.ParticleListener;
import java.util.HashMap;
import java.util.Map;
import org.apache.pekko.actor.NoSerializationVerificationNeeded;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.jspecify.annotations.Nullable;

/**
 * Owns the lives of one driver's particles in one star: starts their actors, and counts how often each fails.
 *
 * <p>Invariant: a particle that fails more often than its budget allows is quarantined: gravity, which hears so, sees to its
 * status and does not start it again until its properties change. What passes by itself, such as a journal that is away, does
 * not count.
 */
final class DriverActor extends AbstractBehavior<DriverActor.Command> {

    /** What a driver's actor takes. */
    sealed interface Command extends NoSerializationVerificationNeeded {}

    /** Starts a particle; gravity hears {@link ParticleNews.Activated} or {@link ParticleNews.Failed}. */
    record Activate(Copy record) implements Command {}

    /** Ends a particle at once: what it has under way ends with 503. */
    record End(Incarnation incarnation) implements Command {}

    /** A particle ends because it cannot go on; comes before its actor has stopped. */
    record Crashed(Incarnation incarnation, RuntimeException reason) implements Command {}

    /** Failures of particles that have not failed again for long are forgotten. */
    private enum Sweep implements Command {
        NOW
    }

    private final Driver driver;
    private final ParticleActor.Surroundings around;
    private final StarSettings settings;
    private final ActorRef<GravityCommand> gravity;
    private final Luggage luggage;
    private final Map<ActorRef<Void>, ParticleRecord> particles = new HashMap<>();
    /** Why particles that have not stopped yet are about to. */
    private final Map<Incarnation, RuntimeException> crashed = new HashMap<>();

    private final FailureBudgets budgets;
    private final FailureLog log;
    private boolean isSweepDue;

    static Behavior<Command> create(
            Driver driver,
            ParticleActor.Surroundings around,
            StarSettings settings,
            ActorRef<GravityCommand> gravity,
            Luggage luggage) {
        return Behaviors.setup(context -> new DriverActor(context, driver, around, settings, gravity, luggage));
    }

    private DriverActor(
            ActorContext<Command> context,
            Driver driver,
            ParticleActor.Surroundings around,
            StarSettings settings,
            ActorRef<GravityCommand> gravity,
            Luggage luggage) {
        super(context);
        this.driver = driver;
        this.around = around;
        this.settings = settings;
        this.gravity = gravity;
        this.luggage = luggage;
        this.budgets = new FailureBudgets(settings.failures(), settings.failureTime());
        this.log = new FailureLog(context.getLog(), settings.failureLineEvery(), settings.failureTraceEvery());
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Activate.class, this::onActivate)
                .onMessage(End.class, this::onEnd)
                .onMessage(Crashed.class, this::onCrashed)
                .onMessage(Sweep.class, this::onSweep)
                .onSignal(ChildFailed.class, this::onFailed)
                .onSignal(Terminated.class, this::onStopped)
                .build();
    }

    private Behavior<Command> onActivate(Activate activate) {
        ParticleRecord record = activate.record().record();
        ParticleListener listener =
                new Telling(record.incarnation(), gravity, luggage, getContext().getSelf());
        ActorRef<ParticleCommand> particle =
                getContext().spawnAnonymous(ParticleActor.create(activate.record(), driver, around, listener));
        particles.put(particle.unsafeUpcast(), record);
        getContext().watch(particle);
        return this;
    }

    private Behavior<Command> onEnd(End end) {
        particles.forEach((particle, record) -> {
            if (record.incarnation().equals(end.incarnation())) {
                getContext().stop(particle);
            }
        });
        return this;
    }

    private Behavior<Command> onCrashed(Crashed crash) {
        crashed.put(crash.incarnation(), crash.reason());
        return this;
    }

    private Behavior<Command> onStopped(Terminated stopped) {
        ParticleRecord record = particles.remove(stopped.getRef());
        if (record != null) {
            RuntimeException reason = crashed.remove(record.incarnation());
            gravity.tell(
                    reason == null
                            ? new ParticleNews.Stopped(record.incarnation(), null, null)
                            : failed(record, reason));
        }
        return this;
    }

    /** What breaks the actor itself; the actor system has logged it. */
    private Behavior<Command> onFailed(ChildFailed failed) {
        ParticleRecord record = particles.remove(failed.getRef());
        if (record != null) {
            crashed.remove(record.incarnation());
            gravity.tell(failed(record, failed.cause()));
        }
        return this;
    }

    private ParticleNews.Stopped failed(ParticleRecord record, Throwable reason) {
        return ParticleActor.isPassing(reason)
                ? new ParticleNews.Stopped(record.incarnation(), null, "it could not go on")
                : new ParticleNews.Stopped(record.incarnation(), count(record, reason), "it crashed");
    }

    private @Nullable Fault count(ParticleRecord record, Throwable reason) {
        long now = System.nanoTime();
        FailureBudget.Failed failed = budgets.failedAt(record.incarnation(), now);
        log.failed(record.point(), reason, failed, now);
        sweepLater();
        return failed == FailureBudget.Failed.TOO_OFTEN
                ? Faults.quarantined(record.point().toString())
                : null;
    }

    private Behavior<Command> onSweep(Sweep sweep) {
        isSweepDue = false;
        budgets.forgetAt(System.nanoTime());
        sweepLater();
        return this;
    }

    private void sweepLater() {
        if (!isSweepDue && budgets.size() > 0) {
            isSweepDue = true;
            getContext().scheduleOnce(settings.failureTime(), getContext().getSelf(), Sweep.NOW);
        }
    }
}
