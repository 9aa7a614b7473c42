package io.hyperspace.star;

import io.hyperspace.delivery.DeliverySettings;
import io.hyperspace.delivery.Ledger;
import io.hyperspace.delivery.Remembered;
import io.hyperspace.lane.Carry;
import io.hyperspace.lane.GravityCommand;
import io.hyperspace.lane.Greet;
import io.hyperspace.lane.Knock;
import io.hyperspace.lane.Lane;
import io.hyperspace.lane.Numbered;
import io.hyperspace.lane.Relay;
import io.hyperspace.lane.Relayed;
import io.hyperspace.lane.Took;
import io.hyperspace.provision.Memories;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.wave.Reflected;
import io.hyperspace.trace.Tracer;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.pekko.actor.NoSerializationVerificationNeeded;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.jspecify.annotations.Nullable;

/**
 * The data plane of a star: takes the waves of all lanes, and alone holds the references of the star's particles. It
 * never persists, so a journal that is away does not stop it.
 *
 * <p>Invariant: each wave of a lane is admitted once and in the lane's order. Whatever was admitted is given to a particle,
 * refused, or given back to its lane, one of the three and once.
 *
 * <p>When its star leaves this Machine, gravity
 *
 * <ol>
 *   <li>admits nothing more from other Machines and tells their lanes so, which stop sending and keep what was not admitted;
 *       lets its particles finish what they have begun, and lets in what they wait for of each other, see {@link Quiet};
 *   <li>when nothing is under way, or half of {@code hand-over} is over, admits nothing more from anybody;
 *   <li>asks every particle to finish what it has begun, to give back what it has not, to leave its memory if it carries any,
 *       and to stop; what still runs after {@code hand-over} is ended, and answered with 503, and memory that is not on disk
 *       by then is lost;
 *   <li>when no particle runs and all memory is on disk, gives back to each lane, in the order of its numbers, what was
 *       admitted and not begun;
 *   <li>stops when every lane has taken that, or after {@code hand-over} again.
 * </ol>
 *
 * <p>So nothing is lost, for what is not answered is either with its lane or on the way back there, and sent again until
 * taken. Nothing is run twice, for only what no particle has begun goes back, and a lane takes each return once. Nothing is
 * reordered, for the lane puts what comes back before all that it has. And no particle runs in two places, for the star
 * starts elsewhere only when this one, and with it all its particles, has stopped: cluster sharding sees to that.
 */
final class Gravity extends AbstractBehavior<GravityCommand> {

    /** The star is to leave this Machine; gravity stops when it has given everything back. */
    enum HandOver implements GravityCommand, NoSerializationVerificationNeeded {
        NOW
    }

    /** What the star's last place has answered; until it is here, no wave is taken that may come again. */
    record TakeUp(List<Remembered> answered) implements GravityCommand, NoSerializationVerificationNeeded {}

    /** The particles that live in the star, awake or not, as is stored. */
    record Holds(Incarnations particles, long upTo) implements GravityCommand, NoSerializationVerificationNeeded {}

    /** Comes through the mailbox to see how long that takes. */
    private record Advertise(long asked) implements GravityCommand, NoSerializationVerificationNeeded {}

    /** The answer to a wave that is in the ledger. */
    private record Answered(Reflected answer) implements GravityCommand, NoSerializationVerificationNeeded {}

    private record LaneGone(ActorRef<Lane.Command> lane) implements GravityCommand, NoSerializationVerificationNeeded {}

    private enum Tick implements GravityCommand {
        ACKNOWLEDGE,
        PASSIVATE,
        ADVERTISE,
        ASK,
        QUIET_LATE,
        PARTICLES_LATE,
        LANES_LATE
    }

    private enum Stage {
        OPEN,
        QUIET,
        FINISHING,
        GIVING_BACK
    }

    /** How soon particles are asked again whether something is under way. */
    private static final Duration ASK_AGAIN = Duration.ofMillis(20);

    private final StarKey star;
    private final String machine;
    private final BiConsumer<StarKey, Knock> doors;
    private final TimerScheduler<GravityCommand> timers;
    private final StarSettings settings;
    private final Holdings notes;
    private final Admissions admissions;
    private final Arrivals arrivals;
    private final Ledger ledger;
    private final Entrance entrance;
    private final Intake intake;
    private final Returns returns;
    private final Luggage luggage;
    private final Particles particles;
    private final Releases releases;
    private final Departure departure;
    private final Quiet quiet;
    private final Adverts adverts;
    private final Tracer tracer;
    private Stage stage = Stage.OPEN;

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
        this.tracer = Tracer.of(context.getSystem());
        this.machine = parts.hyperspace().getString("machine.name");
        this.doors = parts.doors();
        this.timers = timers;
        this.settings = parts.settings();
        this.notes = holdings;
        this.admissions = new Admissions(settings.acknowledgeEvery());
        Serialization serialization = SerializationExtension.get(context.getSystem());
        this.arrivals = new Arrivals(parts.freight().arriving(), serialization);
        this.ledger = new Ledger(
                DeliverySettings.of(parts.hyperspace()), parts.around().reflector()::answer);
        Entered entered = new Entered(ledger, context.messageAdapter(Reflected.class, Answered::new));
        this.returns = new Returns(
                admissions.epoch(),
                settings.returnWindow(),
                settings.returnAgain(),
                admissions::knows,
                entered::original,
                carry -> Intake.slices(carry, serialization, parts.freight()));
        this.adverts = new Adverts(parts.star(), parts.crier(), parts.adverts());
        this.luggage = new Luggage(context, star, parts.memories(), settings);
        this.particles = new Particles(context, parts, holdings, returns, adverts.delays(), luggage, entered);
        this.entrance = new Entrance(star, tracer, settings.buffer(), entered, particles::take);
        this.releases = new Releases(context, parts, holdings, particles, luggage, this::resume);
        this.departure = new Departure(admissions, returns, particles);
        this.intake = new Intake(serialization, admissions, arrivals, returns, entrance, particles);
        this.quiet = new Quiet(
                context,
                particles,
                intake,
                departure,
                settings.buffer(),
                parts.freight().settings().laneSize());
        luggage.wake(new Luggage.WakeMore(null));
        timers.startTimerWithFixedDelay(Tick.ACKNOWLEDGE, settings.acknowledgeAfter());
        Duration sweep = settings.passivateAfter().dividedBy(4);
        timers.startTimerWithFixedDelay(Tick.PASSIVATE, sweep);
        timers.startTimerWithFixedDelay(Tick.ADVERTISE, parts.adverts().every());
    }

    @Override
    public Receive<GravityCommand> createReceive() {
        return newReceiveBuilder()
                .onMessage(Numbered.class, this::onNumbered)
                .onMessage(Relayed.class, this::onRelayed)
                .onMessage(Took.class, took -> then(() -> returns.took(took)))
                .onMessage(Knock.class, this::onKnock)
                .onMessage(TakeUp.class, this::onTakeUp)
                .onMessage(Answered.class, this::onAnswered)
                .onMessage(ParticleNews.class, this::onNews)
                .onMessage(Particles.Resolved.class, this::onResolved)
                .onMessage(Particles.Checked.class, checked -> then(() -> particles.onChecked(checked)))
                .onMessage(Particles.StopNow.class, stop -> then(() -> particles.onStopNow(stop)))
                .onMessage(
                        Quarantines.News.class,
                        news -> then(() -> particles.quarantines().on(news)))
                .onMessage(Release.class, this::onRelease)
                .onMessage(Release.Reassigned.class, done -> then(() -> releases.onReassigned(done)))
                .onMessage(Releases.Over.class, over -> then(() -> releases.onOver(over)))
                .onMessage(Releases.Late.class, late -> then(() -> releases.onLate(late)))
                .onMessage(Releases.Settled.class, settled -> then(() -> releases.onSettled(settled)))
                .onMessage(Luggage.Stowed.class, stowed -> then(() -> releases.onKept(luggage.onStowed(stowed))))
                .onMessage(Luggage.Settled.class, settled -> then(() -> releases.onKept(luggage.onSettled(settled))))
                .onMessage(Luggage.Ended.class, ended -> then(luggage::onEnded))
                .onMessage(Luggage.WakeMore.class, more -> then(() -> luggage.wake(more)))
                .onMessage(Luggage.Woken.class, this::onWoken)
                .onMessage(Wake.class, wake -> wake(wake.point()))
                .onMessage(Luggage.Settle.class, settle -> then(luggage::settle))
                .onMessage(LaneGone.class, this::onLaneGone)
                .onMessage(HandOver.class, now -> onHandOver())
                .onMessage(Inspect.class, this::onInspect)
                .onMessage(Holds.class, this::onHolds)
                .onMessage(Advertise.class, advertise -> then(() -> adverts.tell(advertise.asked())))
                .onMessage(Tick.class, this::onTick)
                .onSignal(PostStop.class, stop -> onStop())
                .build();
    }

    /** Does something, and goes on with leaving if that was what it waited for. */
    private Behavior<GravityCommand> then(Runnable action) {
        action.run();
        return goOn();
    }

    /** Whoever knocks at a gravity that leaves knocks again; no new way leads through it. */
    private Behavior<GravityCommand> onKnock(Knock knock) {
        if (stage == Stage.OPEN && !knock.ahead().isEmpty()) {
            doors.accept(
                    knock.ahead().get(0),
                    knock.passing(new Relay(star, getContext().getSelf())));
        } else if (stage == Stage.OPEN || (stage == Stage.QUIET && quiet.takes(knock))) {
            getContext().watchWith(knock.lane(), new LaneGone(knock.lane()));
            admissions.greet(knock.lane());
            knock.lane().tell(new Greet(getContext().getSelf(), admissions.epoch(), knock.passed()));
        }
        return this;
    }

    private Behavior<GravityCommand> onInspect(Inspect inspect) {
        inspect.replyTo().tell(Census.of(star, machine, particles, adverts, inspect));
        return this;
    }

    private Behavior<GravityCommand> onHolds(Holds holds) {
        adverts.holds(holds.particles().size());
        notes.stored(holds.particles(), holds.upTo());
        return this;
    }

    private Behavior<GravityCommand> onLaneGone(LaneGone gone) {
        admissions.forget(gone.lane());
        returns.forget(gone.lane());
        arrivals.forget(gone.lane());
        return goOn();
    }

    /** Passes on what is for another star, until it stops, and keeps nothing of it. */
    private Behavior<GravityCommand> onRelayed(Relayed relayed) {
        if (!relayed.hasArrived()) {
            tracer.relayed(relayed.traced(), star);
            relayed.passOn();
            return this;
        }
        Numbered item = intake.read(relayed);
        return item == null ? this : onNumbered(item);
    }

    private Behavior<GravityCommand> onNumbered(Numbered item) {
        if (stage == Stage.OPEN) {
            intake.take(item);
        } else if (stage == Stage.QUIET) {
            quiet.take(item);
        }
        return this;
    }

    /** Whether particles are asked to stop, or have stopped. */
    private boolean isStopping() {
        return stage.compareTo(Stage.FINISHING) >= 0;
    }

    private Behavior<GravityCommand> onTakeUp(TakeUp takeUp) {
        ledger.takeUp(takeUp.answered());
        entrance.open(isStopping() ? departure::keep : entrance::take);
        return goOn();
    }

    private Behavior<GravityCommand> onAnswered(Answered answered) {
        ledger.answered(answered.answer(), System.currentTimeMillis());
        return this;
    }

    private Behavior<GravityCommand> onNews(ParticleNews news) {
        Held held = particles.of(news.incarnation());
        if (news instanceof ParticleNews.Bounced bounced) {
            onBounced(held, bounced.carry());
        } else if (news instanceof ParticleNews.Leaves leaves) {
            onLeaves(held, leaves.left());
        } else if (news instanceof ParticleNews.Lost lost) {
            luggage.lost(held, lost);
        } else if (news instanceof ParticleNews.Rested rested) {
            quiet.on(rested);
        } else if (held != null) {
            onNews(held, news);
        }
        return goOn();
    }

    /** What a particle gives back that is not known here any more looks for its way again. */
    private void onBounced(@Nullable Held held, Carry carry) {
        if (isStopping()) {
            departure.keep(carry);
        } else if (held == null) {
            returns.elsewhere(carry);
        } else {
            particles.onBounced(held, carry);
        }
    }

    private void onLeaves(@Nullable Held held, Memories.Left left) {
        luggage.takeIn(left);
        if (held != null) {
            held.left();
        }
    }

    private void onNews(Held held, ParticleNews news) {
        if (news instanceof ParticleNews.Activated activated) {
            onActivated(held, activated);
        } else if (news instanceof ParticleNews.Remembers remembers) {
            held.recall(luggage.told(remembers));
        } else if (news instanceof ParticleNews.Stopped stopped) {
            onStopped(held, stopped);
        } else if (news instanceof ParticleNews.Busy busy) {
            particles.onBusy(held, busy.incarnation());
        } else if (news instanceof ParticleNews.Renewed) {
            particles.onRenewed(held);
        } else if (news instanceof ParticleNews.Failed failed) {
            particles.onFailed(held, failed.fault());
        } else if (news instanceof ParticleNews.Failing) {
            particles.onFailing(held);
        }
    }

    private void onActivated(Held held, ParticleNews.Activated activated) {
        Release release = held.release();
        if (!isStopping() && release == null) {
            particles.onActivated(held, activated);
            return;
        }
        held.activated(activated.particle(), activated.basis(), System.nanoTime());
        if (release == null) {
            particles.end(held, Held.Phase.LEAVING);
        } else {
            releases.stop(held, release);
        }
    }

    private void onStopped(Held held, ParticleNews.Stopped stopped) {
        String loss = held.loss(stopped.failure());
        particles.noLongerRuns(held, stopped);
        quiet.stopped(stopped.incarnation());
        luggage.stopped(held, stopped.incarnation(), loss);
        if (isStopping()) {
            departure.keepAll(held);
        } else if (held.release() != null) {
            releases.stopped(held, stopped.incarnation(), loss);
        } else {
            particles.onStopped(held, stopped.quarantine());
        }
    }

    private Behavior<GravityCommand> onResolved(Particles.Resolved resolved) {
        Held held = particles.at(resolved.point());
        if (held == null || held.phase() != Held.Phase.STARTING || held.isRunning()) {
            return this;
        }
        if (held.release() == null) {
            particles.onResolved(held, resolved);
        } else {
            releases.released(held);
        }
        return this;
    }

    private Behavior<GravityCommand> onRelease(Release release) {
        if (stage == Stage.OPEN) {
            releases.onRelease(release);
        } else {
            releases.refuseForNow(release);
        }
        return this;
    }

    /** A particle that was to move lives here after all; what it has left is not to wait for its next wave. */
    private void resume(Held held) {
        if (isStopping()) {
            departure.keepAll(held);
        } else if (held.hasWaiting() || held.hasLeft()) {
            particles.resolve(held);
        } else {
            particles.forget(held);
        }
    }

    private Behavior<GravityCommand> onHandOver() {
        if (stage == Stage.OPEN) {
            stage = Stage.QUIET;
            timers.cancel(Tick.PASSIVATE);
            timers.cancel(Tick.ADVERTISE);
            adverts.end();
            timers.startSingleTimer(Tick.PARTICLES_LATE, settings.handOver());
            timers.startSingleTimer(Tick.QUIET_LATE, settings.handOver().dividedBy(2));
            timers.startTimerWithFixedDelay(Tick.ASK, ASK_AGAIN);
            quiet.begin();
        }
        return goOn();
    }

    /** Asks all particles to stop, if that was not done. */
    private void finish() {
        if (stage != Stage.QUIET) {
            return;
        }
        stage = Stage.FINISHING;
        timers.cancel(Tick.ASK);
        timers.cancel(Tick.QUIET_LATE);
        luggage.leave();
        departure.tellLanes();
        departure.begin(releases);
        entrance.clear(departure::keep);
    }

    private Behavior<GravityCommand> onStop() {
        arrivals.forgetAll();
        luggage.close();
        adverts.end();
        return this;
    }

    private Behavior<GravityCommand> onWoken(Luggage.Woken woken) {
        luggage.onWoken(woken).forEach(waiting -> wake(waiting.point()));
        return this;
    }

    /** Starts a particle without a wave, so that it takes its memory. */
    private Behavior<GravityCommand> wake(Point point) {
        if (stage == Stage.OPEN) {
            particles.wake(point);
        }
        return this;
    }

    /** Takes the next step of leaving when it is time to. */
    private Behavior<GravityCommand> goOn() {
        if (stage == Stage.QUIET && quiet.isOver()) {
            finish();
        }
        if (stage == Stage.FINISHING && particles.isEmpty() && luggage.isEmpty() && luggage.end()) {
            stage = Stage.GIVING_BACK;
            timers.startSingleTimer(Tick.LANES_LATE, settings.handOver());
            departure.giveBack();
        }
        return stage == Stage.GIVING_BACK && returns.areTaken() ? leave() : this;
    }

    private Behavior<GravityCommand> leave() {
        notes.handOver(ledger.handOver());
        return Behaviors.stopped();
    }

    private Behavior<GravityCommand> onTick(Tick tick) {
        if (tick == Tick.PASSIVATE) {
            particles.passivateIdle();
        } else if (tick == Tick.ADVERTISE) {
            getContext().getSelf().tell(new Advertise(System.nanoTime()));
        } else if (tick == Tick.ASK) {
            quiet.ask();
        } else if (tick == Tick.QUIET_LATE) {
            finish();
        } else if (tick == Tick.PARTICLES_LATE) {
            finish();
            timers.startSingleTimer(Tick.LANES_LATE, settings.handOver());
            departure.endParticles();
            luggage.giveUp();
        } else if (tick == Tick.LANES_LATE) {
            getContext().getLog().warn("not all lanes of {} have taken back what they sent", star);
            if (stage == Stage.FINISHING) {
                departure.giveBack();
            }
            return leave();
        } else if (stage == Stage.FINISHING) {
            departure.tellLanes();
            returns.tick(System.nanoTime());
        } else {
            if (stage == Stage.QUIET) {
                quiet.tellLanes();
            }
            admissions.acknowledgeAll();
            returns.tick(System.nanoTime());
            ledger.expire(System.currentTimeMillis());
        }
        return goOn();
    }
}
