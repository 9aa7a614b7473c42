package io.hyperspace.star;

import io.hyperspace.delivery.DeliverySettings;
import io.hyperspace.delivery.Ledger;
import io.hyperspace.delivery.Remembered;
import io.hyperspace.freight.Freight;
import io.hyperspace.freight.Shipping;
import io.hyperspace.freight.Slices;
import io.hyperspace.lane.Carry;
import io.hyperspace.lane.GravityCommand;
import io.hyperspace.lane.Greet;
import io.hyperspace.lane.Knock;
import io.hyperspace.lane.Lane;
import io.hyperspace.lane.Mark;
import io.hyperspace.lane.Numbered;
import io.hyperspace.lane.Part;
import io.hyperspace.lane.Relay;
import io.hyperspace.lane.Relayed;
import io.hyperspace.lane.Took;
import io.hyperspace.provision.Memories;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.wave.Reflected;
import io.hyperspace.trace.Fate;
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
 *   <li>admits nothing more and tells the lanes so, which stop sending and keep what was not admitted;
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
        PARTICLES_LATE,
        LANES_LATE
    }

    private enum Stage {
        OPEN,
        FINISHING,
        GIVING_BACK
    }

    private static final Fate GIVEN_BACK = Fate.passed("given back");

    private final StarKey star;
    private final String machine;
    private final BiConsumer<StarKey, Knock> doors;
    private final TimerScheduler<GravityCommand> timers;
    private final StarSettings settings;
    private final Holdings notes;
    private final Admissions admissions;
    private final Serialization serialization;
    private final Arrivals arrivals;
    private final Ledger ledger;
    private final Entrance entrance;
    private final Returns returns;
    private final Luggage luggage;
    private final Particles particles;
    private final Releases releases;
    private final Departure departure;
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
        this.serialization = SerializationExtension.get(context.getSystem());
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
                carry -> slices(carry, parts.freight()));
        this.adverts = new Adverts(parts.star(), parts.crier(), parts.adverts());
        this.luggage = new Luggage(context, star, parts.memories(), settings);
        this.particles = new Particles(context, parts, holdings, returns, adverts.delays(), luggage, entered);
        this.entrance = new Entrance(star, tracer, settings.buffer(), entered, particles::take);
        this.releases = new Releases(context, parts, holdings, particles, luggage, this::resume);
        this.departure = new Departure(admissions, returns, particles);
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
                .onMessage(Took.class, this::onTook)
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
                .onMessage(Advertise.class, this::onAdvertise)
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
        } else if (stage == Stage.OPEN) {
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

    private Behavior<GravityCommand> onAdvertise(Advertise advertise) {
        adverts.tell(advertise.asked());
        return this;
    }

    private Behavior<GravityCommand> onLaneGone(LaneGone gone) {
        admissions.forget(gone.lane());
        returns.forget(gone.lane());
        arrivals.forget(gone.lane());
        return goOn();
    }

    /**
     * Passes on what is for another star, until it stops, and keeps nothing of it. What cannot be read is dropped like any
     * message that cannot, and sent again.
     */
    private Behavior<GravityCommand> onRelayed(Relayed relayed) {
        if (!relayed.hasArrived()) {
            tracer.relayed(relayed.traced(), star);
            relayed.passOn();
            return this;
        }
        Numbered item;
        try {
            item = relayed.item(serialization);
        } catch (RuntimeException e) {
            getContext().getLog().error("star {} cannot read a wave", star, e);
            return this;
        }
        return onNumbered(item);
    }

    private Behavior<GravityCommand> onNumbered(Numbered item) {
        if (stage != Stage.OPEN || !admissions.admit(item)) {
            return this;
        }
        Numbered whole = item instanceof Part part ? arrivals.take(part) : item;
        if (whole == null) {
            return this;
        }
        if (returns.isDeparted(whole)) {
            entrance.note(whole, GIVEN_BACK);
            returns.elsewhere(whole);
        } else if (whole instanceof Carry carry) {
            entrance.note(carry, Fate.PASSED);
            entrance.take(carry);
        } else if (whole instanceof Mark mark) {
            particles.take(mark);
        }
        return this;
    }

    /** What of a wave goes back to a lane in parts; null for one that goes whole. */
    private @Nullable Slices slices(Carry carry, Freight freight) {
        boolean isLarge = Shipping.isFar(carry.lane()) && freight.load(carry.wave()) > 0;
        return isLarge ? carry.cut(serialization, freight.settings().part()) : null;
    }

    private Behavior<GravityCommand> onTakeUp(TakeUp takeUp) {
        ledger.takeUp(takeUp.answered());
        entrance.open(stage == Stage.OPEN ? entrance::take : departure::keep);
        return goOn();
    }

    private Behavior<GravityCommand> onAnswered(Answered answered) {
        ledger.answered(answered.answer(), System.currentTimeMillis());
        return this;
    }

    private Behavior<GravityCommand> onTook(Took took) {
        returns.took(took);
        return goOn();
    }

    private Behavior<GravityCommand> onNews(ParticleNews news) {
        Held held = particles.of(news.incarnation());
        if (news instanceof ParticleNews.Bounced bounced) {
            onBounced(held, bounced.carry());
        } else if (news instanceof ParticleNews.Leaves leaves) {
            onLeaves(held, leaves.left());
        } else if (news instanceof ParticleNews.Lost lost) {
            luggage.lost(held, lost);
        } else if (held != null) {
            onNews(held, news);
        }
        return goOn();
    }

    /** What a particle gives back that is not known here any more looks for its way again. */
    private void onBounced(@Nullable Held held, Carry carry) {
        if (stage != Stage.OPEN) {
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
        if (stage == Stage.OPEN && release == null) {
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
        luggage.stopped(held, stopped.incarnation(), loss);
        if (stage != Stage.OPEN) {
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
        if (stage != Stage.OPEN) {
            departure.keepAll(held);
        } else if (held.hasWaiting() || held.hasLeft()) {
            particles.resolve(held);
        } else {
            particles.forget(held);
        }
    }

    private Behavior<GravityCommand> onHandOver() {
        if (stage == Stage.OPEN) {
            stage = Stage.FINISHING;
            timers.cancel(Tick.PASSIVATE);
            timers.cancel(Tick.ADVERTISE);
            adverts.end();
            luggage.leave();
            timers.startSingleTimer(Tick.PARTICLES_LATE, settings.handOver());
            departure.tellLanes();
            departure.begin(releases);
            entrance.clear(departure::keep);
        }
        return goOn();
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
        } else if (tick == Tick.PARTICLES_LATE) {
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
            admissions.acknowledgeAll();
            returns.tick(System.nanoTime());
            ledger.expire(System.currentTimeMillis());
        }
        return goOn();
    }
}
