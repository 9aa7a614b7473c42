package io.hyperspace.star;

import io.hyperspace.codec.BodyWeight;
import io.hyperspace.freight.Shipping;
import io.hyperspace.lane.Carry;
import io.hyperspace.lane.GravityCommand;
import io.hyperspace.lane.Knock;
import io.hyperspace.lane.Lane;
import io.hyperspace.lane.Numbered;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.wave.Head;
import io.hyperspace.traversal.ParticleCommand.Rest;
import io.hyperspace.traversal.ParticleCommand.Rests;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/**
 * The time in which the particles of a star that leaves finish what they have begun, before any is asked to stop: one that
 * waits for another of the same star would wait in vain for one that has stopped. Belongs to gravity.
 *
 * <p>Invariants: what comes from other Machines is not admitted. What comes from this one, which is where the star's own
 * particles send from, goes to its target when its chain of calls holds a particle of this star that is busy, or any of another
 * star where the whole Machine leaves; but not past something of the same sender for the same target that was kept before, and
 * no mark goes past anything for its target. All else is kept, to be given back; when {@code buffer} waves or so many bytes of
 * them are kept as a lane may carry, no more is admitted from here either. It is over when every particle that runs has said
 * that nothing is under way, after all that it was given.
 */
final class Quiet {

    private final Particles particles;
    private final Intake intake;
    private final Departure departure;
    private final ActorSystem<?> system;
    private final ActorRef<Rests> answers;
    private final int most;
    private final long mostBytes;
    private final Set<Way> keptWays = new HashSet<>();
    private final Set<Point> keptTargets = new HashSet<>();
    private final Set<Incarnation> asked = new HashSet<>();
    /** How many waves each had been given when it last said that nothing is under way. */
    private final Map<Incarnation, Long> resting = new HashMap<>();

    private int kept;
    private long keptBytes;
    private boolean isMachineLeaving;
    private boolean isOver;

    /** From whom to whom something was kept. */
    private record Way(Point from, Point to) {}

    /**
     * @param most how many waves of this Machine are kept
     * @param mostBytes and how many bytes of them
     */
    Quiet(
            ActorContext<GravityCommand> context,
            Particles particles,
            Intake intake,
            Departure departure,
            int most,
            long mostBytes) {
        this.particles = particles;
        this.intake = intake;
        this.departure = departure;
        this.system = context.getSystem();
        this.answers = context.messageAdapter(
                Rests.class, said -> new ParticleNews.Rested(said.particle(), said.given(), said.isBusy()));
        this.most = most;
        this.mostBytes = mostBytes;
    }

    void begin() {
        isMachineLeaving = CoordinatedShutdown.get(system).getShutdownReason().isPresent();
        tellLanes();
        ask();
    }

    /** Whether a lane may still send. */
    boolean takes(ActorRef<Lane.Command> lane) {
        return kept < most && keptBytes < mostBytes && !Shipping.isFar(lane);
    }

    /** Whether a lane may knock; no new way leads through here. */
    boolean takes(Knock knock) {
        return knock.ahead().isEmpty() && takes(knock.lane());
    }

    void tellLanes() {
        departure.tellLanes(lane -> !takes(lane));
    }

    void take(Numbered item) {
        Numbered whole = takes(item.lane()) ? intake.admit(item) : null;
        if (whole == null) {
            return;
        }
        if (isBehindKept(whole)) {
            keep(whole);
        } else if (whole instanceof Carry carry && !intake.isDeparted(whole) && !isWaitedFor(carry)) {
            keep(whole);
        } else {
            intake.letIn(whole);
            isOver = false;
        }
    }

    private boolean isBehindKept(Numbered whole) {
        return whole instanceof Carry carry ? keptWays.contains(way(carry)) : keptTargets.contains(whole.target());
    }

    /** Of a Machine that leaves all stars do, so what particles here wait for is not to wait for a star's next place. */
    private boolean isWaitedFor(Carry carry) {
        for (Point waiting : carry.wave().head().chain()) {
            Held held = particles.at(waiting);
            if (held == null ? isMachineLeaving : !rests(held)) {
                return true;
            }
        }
        return false;
    }

    private static Way way(Carry carry) {
        Head head = carry.wave().head();
        return new Way(head.from(), carry.target());
    }

    private void keep(Numbered item) {
        departure.keep(item);
        kept++;
        keptTargets.add(item.target());
        if (item instanceof Carry carry) {
            keptBytes += BodyWeight.of(carry.wave());
            keptWays.add(way(carry));
        }
        if (!takes(item.lane())) {
            tellLanes();
        }
    }

    /** Asks all that run and have not said that they rest. */
    void ask() {
        for (Held held : particles.all()) {
            Incarnation incarnation = held.incarnation();
            if (incarnation != null && held.isRunning() && !isResting(held) && asked.add(incarnation)) {
                held.tell(new Rest(held.given(), answers));
            }
        }
        look();
    }

    void on(ParticleNews.Rested rested) {
        asked.remove(rested.incarnation());
        if (!rested.isBusy()) {
            resting.put(rested.incarnation(), rested.given());
        }
        if (asked.isEmpty()) {
            look();
        }
    }

    /** One that does not run any more answers nothing; if it is started again it is another. */
    void stopped(Incarnation incarnation) {
        asked.remove(incarnation);
        resting.remove(incarnation);
    }

    private void look() {
        isOver = asked.isEmpty()
                && particles.all().stream().filter(Held::isRunning).allMatch(this::rests);
    }

    private boolean rests(Held held) {
        return !held.hasWaiting() && isResting(held);
    }

    private boolean isResting(Held held) {
        Long given = resting.get(held.incarnation());
        return given != null && given == held.given();
    }

    /** Whether nothing is under way any more. */
    boolean isOver() {
        return isOver;
    }
}
