package io.hyperspace.star;

import io.hyperspace.freight.Shipping;
import io.hyperspace.lane.Carry;
import io.hyperspace.lane.GravityCommand;
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
 * particles send from, goes to its target when its chain of calls holds a particle of this star, or any particle where the whole
 * Machine leaves, unless something of the same sender for the same target was kept before it. All else is kept, to be given
 * back; when {@code buffer} are kept, no more is admitted from here either. It is over when every particle that runs has said
 * that nothing is under way, after all that it was given.
 */
final class Quiet {

    private final Particles particles;
    private final Intake intake;
    private final Departure departure;
    private final ActorSystem<?> system;
    private final ActorRef<Rests> answers;
    private final int most;
    private final Set<Way> keptWays = new HashSet<>();
    private final Set<Incarnation> asked = new HashSet<>();
    private final Set<Incarnation> resting = new HashSet<>();
    private final Map<Incarnation, Long> given = new HashMap<>();
    private int kept;
    private long turn;
    private boolean isMachineLeaving;
    private boolean isOver;

    /** From whom to whom something was kept. */
    private record Way(Object from, Point to) {}

    /** @param most how many waves of this Machine are kept */
    Quiet(ActorContext<GravityCommand> context, Particles particles, Intake intake, Departure departure, int most) {
        this.particles = particles;
        this.intake = intake;
        this.departure = departure;
        this.system = context.getSystem();
        this.answers = context.messageAdapter(
                Rests.class, said -> new ParticleNews.Rested(said.particle(), said.turn(), said.isBusy()));
        this.most = most;
    }

    void begin() {
        isMachineLeaving = CoordinatedShutdown.get(system).getShutdownReason().isPresent();
        tellLanes();
        ask();
    }

    /** Whether a lane may still send. */
    boolean takes(ActorRef<Lane.Command> lane) {
        return kept < most && !Shipping.isFar(lane);
    }

    void tellLanes() {
        departure.tellLanes(lane -> !takes(lane));
    }

    void take(Numbered item) {
        Numbered whole = takes(item.lane()) ? intake.admit(item) : null;
        if (whole == null) {
            return;
        }
        if (intake.isDeparted(whole)) {
            intake.letIn(whole);
        } else if (whole instanceof Carry carry && isWaitedFor(carry) && !keptWays.contains(way(carry))) {
            intake.letIn(carry);
            given(carry.target());
        } else {
            keep(whole);
        }
    }

    /** Of a Machine that leaves all stars do, so what any particle here waits for is not to wait for a star's next place. */
    private boolean isWaitedFor(Carry carry) {
        for (Point waiting : carry.wave().head().chain()) {
            if (isMachineLeaving || particles.at(waiting) != null) {
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
        if (item instanceof Carry carry) {
            keptWays.add(way(carry));
        }
        if (kept == most) {
            tellLanes();
        }
    }

    /** One that does not run yet is asked when it does. */
    private void given(Point target) {
        turn++;
        Held held = particles.at(target);
        Incarnation incarnation = held == null ? null : held.incarnation();
        if (incarnation != null) {
            given.put(incarnation, turn);
            resting.remove(incarnation);
        }
        isOver = false;
    }

    /** Asks all that run and have not said that they rest. */
    void ask() {
        Set<Incarnation> running = new HashSet<>();
        for (Held held : particles.all()) {
            Incarnation incarnation = held.incarnation();
            if (incarnation == null || !held.isRunning()) {
                continue;
            }
            running.add(incarnation);
            if (!resting.contains(incarnation) && asked.add(incarnation)) {
                held.tell(new Rest(turn, answers));
            }
        }
        asked.retainAll(running);
        look();
    }

    void on(ParticleNews.Rested rested) {
        asked.remove(rested.incarnation());
        if (!rested.isBusy() && rested.turn() >= given.getOrDefault(rested.incarnation(), 0L)) {
            resting.add(rested.incarnation());
        }
        if (asked.isEmpty()) {
            look();
        }
    }

    private void look() {
        isOver = asked.isEmpty()
                && particles.all().stream().filter(Held::isRunning).allMatch(this::rests);
    }

    private boolean rests(Held held) {
        return !held.hasWaiting() && resting.contains(held.incarnation());
    }

    /** Whether nothing is under way any more. */
    boolean isOver() {
        return isOver;
    }
}
