package io.hyperspace.lane;

import io.hyperspace.codec.BodyWeight;
import io.hyperspace.codec.Stored;
import io.hyperspace.overview.LaneReport;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.Reflected;
import io.hyperspace.trace.Fate;
import io.hyperspace.trace.Layer;
import io.hyperspace.trace.Tracer;
import java.time.Duration;
import java.util.List;
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
 * Carries this Machine's waves to one star. It knocks until it is greeted, numbers what it carries, and keeps each wave
 * until gravity has admitted it.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>Waves leave in the order in which they came; at most {@code window} are waiting or not yet admitted, one more is
 *       refused with 429. Those that gravity gave back are never refused; they leave before all others.
 *   <li>What was not admitted within a time is sent again under the same number, from the oldest on, for what is between
 *       two Machines may drop a message; gravity admits each number once and in order, so this closes a gap and repeats
 *       nothing.
 *   <li>A gravity that leaves says what it admitted and gives back what no particle has begun. All that, and what it had
 *       not admitted, goes to the next gravity, in order.
 *   <li>Where relays pass the waves on and one of them is gone, the lane knocks again, and sends what is not admitted to
 *       the same gravity by the new way, under the same numbers. The relays keep nothing, so they can lose nothing else.
 *   <li>Whoever is not greeted, or hears nothing, by some relays knocks by others if it can. A greeting by another way than
 *       the one in use counts only then.
 *   <li>What was sent within this Machine and is too large for the new way is refused with 413 in its turn, see {@link
 *       Refusal}.
 *   <li>When a gravity is gone without a word, what it had not admitted is refused with 503: nobody can say what became of
 *       it.
 *   <li>What comes back because its target lives elsewhere goes to the lane table, in order. So does all that follows it
 *       to this target until the table's {@link Flush} has come by, see {@link Strays}.
 * </ul>
 */
public final class Lane extends AbstractBehavior<Lane.Command> {

    /** What a lane takes. */
    public interface Command {}

    /** What a lane carries. */
    sealed interface Item extends Command, NoSerializationVerificationNeeded {
        Point target();
    }

    /**
     * Carries a wave; a signal that nobody keeps has nobody to reply to.
     *
     * @param returned it was admitted elsewhere and came back, so there is always room for it
     */
    record Send(Directed wave, @Nullable ActorRef<Reflected> replyTo, boolean returned) implements Item {
        Send(Directed wave, @Nullable ActorRef<Reflected> replyTo) {
            this(wave, replyTo, false);
        }

        @Override
        public Point target() {
            return Carry.targetOf(wave);
        }
    }

    /** Sends a {@link Mark} after the waves of a target; the lane table hears when it is back. */
    record Flush(Point target, long id) implements Item {}

    /**
     * Gravity has admitted all waves up to a number.
     *
     * @param epoch the gravity's
     * @param number the last one admitted
     */
    public record Admitted(long epoch, long number) implements Command, Stored {}

    /** Gravity admits nothing more, and will give back what is not begun. */
    public record Leaving(long epoch, long admitted) implements Command, Stored {}

    /** Asks a lane of this Machine how it is. */
    record Show(String machine, ActorRef<LaneReport> replyTo) implements Command, NoSerializationVerificationNeeded {}

    private record Gone(long epoch) implements Command, NoSerializationVerificationNeeded {}

    /** A relay's gravity is gone. */
    private record Cut(ActorRef<GravityCommand> relay) implements Command, NoSerializationVerificationNeeded {}

    private enum Tick implements Command {
        KNOCK,
        RESEND
    }

    /** The lane table, as its lanes see it. Called on a lane's thread. */
    interface Table {
        /** Takes back a wave whose target lives elsewhere. */
        void stray(Send send);

        /** No wave to the target is on the lane any more that came before the flush. */
        void flushed(Flush flush);
    }

    private final StarKey star;
    private final GoldenPaths paths;
    private final LaneSettings settings;
    private final TimerScheduler<Command> timers;
    private final LaneQueue queue = new LaneQueue();
    private final Strays strays;
    private final Tracer tracer;
    private @Nullable Route open;
    private @Nullable Route left;
    private boolean isLeaving;
    private boolean isCut;
    private long taken;
    private boolean hasHeard;
    private Duration nextKnock;
    private Duration nextResend;
    /** The relays that it has knocked by since it was last greeted, or last heard something. */
    private List<StarKey> asked = List.of();

    static Behavior<Command> create(StarKey star, GoldenPaths paths, Table table, LaneSettings settings) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new Lane(context, timers, star, paths, table, settings)));
    }

    private Lane(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            StarKey star,
            GoldenPaths paths,
            Table table,
            LaneSettings settings) {
        super(context);
        this.timers = timers;
        this.star = star;
        this.paths = paths;
        this.settings = settings;
        this.tracer = Tracer.of(context.getSystem());
        this.strays = new Strays(table, queue);
        this.nextKnock = settings.firstKnock();
        this.nextResend = settings.resendAfter();
        knock();
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Send.class, this::onSend)
                .onMessage(Admitted.class, this::onAdmitted)
                .onMessage(Flush.class, this::onFlush)
                .onMessage(Return.class, this::onReturn)
                .onMessage(Leaving.class, this::onLeaving)
                .onMessage(Greet.class, this::onGreet)
                .onMessage(Gone.class, this::onGone)
                .onMessage(Cut.class, this::onCut)
                .onMessage(Tick.class, this::onTick)
                .onMessage(Show.class, this::onShow)
                .build();
    }

    private Behavior<Command> onSend(Send send) {
        if (strays.takes(send)) {
            return this;
        }
        if (!send.returned() && queue.size() >= settings.window()) {
            refuse(send, Faults.tooMany("the lane to " + star, settings.window()));
        } else {
            queue.add(send);
            carry();
        }
        return this;
    }

    private Behavior<Command> onFlush(Flush flush) {
        if (!strays.takes(flush, open != null)) {
            queue.add(flush);
            carry();
        }
        return this;
    }

    /** Sends what waits, as far as the window goes. */
    private void carry() {
        if (open == null || isLeaving || isCut) {
            return;
        }
        boolean isFar = open.isFar();
        if (isFar) {
            queue.dropNext(this::isTooLarge);
        }
        for (Item item = queue.next(settings.window()); item != null; item = queue.next(settings.window())) {
            tell(item, queue.sent(), open);
            if (isFar) {
                queue.dropNext(this::isTooLarge);
            }
        }
        if (queue.hasUnadmitted() && !timers.isTimerActive(Tick.RESEND)) {
            hasHeard = false;
            timers.startSingleTimer(Tick.RESEND, nextResend);
        }
    }

    /** What does not fit into a frame would never arrive, and nothing behind it would be admitted. */
    private boolean isTooLarge(Item item) {
        if (!(item instanceof Send send) || fits(send)) {
            return false;
        }
        refuse(send, tooLarge());
        return true;
    }

    private boolean fits(Send send) {
        return BodyWeight.fits(send.wave(), settings.maxWave());
    }

    private Fault tooLarge() {
        return Faults.tooLarge("a wave to another Machine", settings.maxWave());
    }

    private void tell(Item item, long number, Route to) {
        ActorRef<Command> self = getContext().getSelf();
        if (item instanceof Send send) {
            tracer.passed(send.wave(), Layer.LANE, star, number);
            to.tell(new Carry(self, number, send.wave(), send.replyTo()));
        } else if (item instanceof Flush flush) {
            to.tell(new Mark(self, number, flush.target(), flush.id()));
        }
    }

    private Behavior<Command> onAdmitted(Admitted admitted) {
        if (isOpen(admitted.epoch()) && queue.admitted(admitted.number())) {
            hasHeard = true;
            nextResend = settings.resendAfter();
            onHeard();
            carry();
        }
        return this;
    }

    private void onHeard() {
        if (open == null || isLeaving || isCut) {
            return;
        }
        asked = List.of();
        if (!open.isStraight() && queue.oldest() instanceof Send send && isOutgrown(send, open)) {
            resend(open);
        }
    }

    private boolean isOpen(long epoch) {
        return open != null && open.epoch() == epoch;
    }

    private Behavior<Command> onTick(Tick tick) {
        if (tick == Tick.KNOCK) {
            paths.silent(asked);
            knock();
        } else if (open != null && !isLeaving && !isCut && queue.hasUnadmitted()) {
            if (!hasHeard) {
                resend(open);
                lookForAnotherWay(open);
                nextResend = twice(nextResend);
            }
            hasHeard = false;
            timers.startSingleTimer(Tick.RESEND, nextResend);
        }
        return this;
    }

    private void resend(Route to) {
        queue.forEachUnadmitted((item, number) -> {
            if (item instanceof Send send && isOutgrown(send, to)) {
                to.gravity().tell(refusal(send, number));
            } else {
                tell(item, number, to);
            }
        });
    }

    /** Whether a wave that was sent fits no more. What goes straight to the same gravity goes as it did. */
    private boolean isOutgrown(Send send, Route to) {
        return to.isFar() && !to.isStraight() && !fits(send);
    }

    private Refusal refusal(Send send, long number) {
        Pong answer = Pongs.of(send.wave(), tooLarge());
        return new Refusal(getContext().getSelf(), number, send.target(), send.replyTo(), answer);
    }

    /** A relay may be why nothing is heard. Whoever is greeted by another way takes that. */
    private void lookForAnotherWay(Route silent) {
        if (!silent.isStraight()) {
            paths.silent(asked);
            paths.silent(silent.stars());
            asked = paths.knock(star, getContext().getSelf());
        }
    }

    private Duration twice(Duration wait) {
        Duration longer = wait.multipliedBy(2);
        return longer.compareTo(settings.knockInterval()) < 0 ? longer : settings.knockInterval();
    }

    private Behavior<Command> onLeaving(Leaving leaving) {
        if (isOpen(leaving.epoch())) {
            queue.admitted(leaving.admitted());
            isLeaving = true;
        }
        return this;
    }

    /** Takes the next return, and says how far it has come in any case: what it said before may be lost. */
    private Behavior<Command> onReturn(Return returned) {
        boolean isFromOpen = isOpen(returned.epoch());
        Route from = isFromOpen ? open : left;
        if (from == null || from.epoch() != returned.epoch()) {
            return this;
        }
        boolean isNext = isFromOpen && returned.turn() == taken + 1;
        if (isNext) {
            taken++;
        }
        long turn = isFromOpen ? taken : returned.turn();
        from.gravity().tell(new Took(getContext().getSelf(), turn));
        if (isNext && returned instanceof Return.Back back) {
            strays.back(back);
        } else if (isNext && returned instanceof Return.Moved moved) {
            queue.admitted(moved.admitted());
            close(from, true);
        }
        return this;
    }

    private Behavior<Command> onGreet(Greet greet) {
        if (open != null && isOpen(greet.epoch())) {
            reroute(open, greet);
            return this;
        }
        if (left != null && left.epoch() == greet.epoch()) {
            return this;
        }
        if (open != null) {
            close(open, isLeaving);
        }
        taken = 0;
        open = open(greet);
        getContext().watchWith(greet.gravity(), new Gone(greet.epoch()));
        carry();
        return this;
    }

    private Route open(Greet greet) {
        timers.cancel(Tick.KNOCK);
        asked = List.of();
        paths.trust(greet.through());
        greet.through().forEach(relay -> getContext().watchWith(relay.gravity(), new Cut(relay.gravity())));
        return new Route(greet, getContext().getSystem());
    }

    /** The same gravity by another way, which admits what it has not admitted yet. A way that nobody looks for is not taken. */
    private void reroute(Route old, Greet greet) {
        if (isCut || (!asked.isEmpty() && !old.relays().equals(greet.through()))) {
            old.relays().forEach(relay -> getContext().unwatch(relay.gravity()));
            isCut = false;
            Route next = open(greet);
            open = next;
            if (!isLeaving) {
                resend(next);
                carry();
            }
        }
    }

    private Behavior<Command> onCut(Cut cut) {
        List<Relay> lost = open == null ? List.of() : GoldenPaths.with(cut.relay(), open.relays());
        if (!lost.isEmpty()) {
            paths.lost(lost);
            isCut = true;
            timers.cancel(Tick.RESEND);
            nextKnock = settings.firstKnock();
            knock();
        }
        return this;
    }

    private Behavior<Command> onGone(Gone gone) {
        if (open != null && open.epoch() == gone.epoch()) {
            close(open, isLeaving);
        }
        return this;
    }

    /** @param told whether the gravity said what it had admitted, so that the rest may be sent again */
    private void close(Route closed, boolean told) {
        getContext().unwatch(closed.gravity());
        closed.relays().forEach(relay -> getContext().unwatch(relay.gravity()));
        timers.cancel(Tick.RESEND);
        open = null;
        left = closed;
        isLeaving = false;
        isCut = false;
        if (!told) {
            queue.dropUnadmitted(item -> {
                if (item instanceof Send send) {
                    refuse(send, Faults.notReady("star " + star));
                }
            });
        }
        queue.startAgain();
        strays.onClosed();
        nextKnock = settings.firstKnock();
        nextResend = settings.resendAfter();
        knock();
    }

    private Behavior<Command> onShow(Show show) {
        show.replyTo()
                .tell(new LaneReport(
                        show.machine(),
                        star,
                        open == null || isCut ? LaneReport.State.KNOCKING : LaneReport.State.OPEN,
                        open == null ? 0 : open.epoch(),
                        open == null ? List.of() : open.stars(),
                        queue.unadmitted(),
                        queue.size() - queue.unadmitted(),
                        settings.window()));
        return this;
    }

    private void knock() {
        queue.dropWaiting(item -> item instanceof Send send && isOverdue(send));
        asked = paths.knock(star, getContext().getSelf());
        timers.startSingleTimer(Tick.KNOCK, nextKnock);
        nextKnock = twice(nextKnock);
    }

    private static boolean isOverdue(Send send) {
        return send.wave().deadline() <= System.currentTimeMillis();
    }

    private void refuse(Send send, Fault fault) {
        tracer.left(send.wave(), Layer.LANE, star, 0, Fate.of(fault));
        if (send.replyTo() != null) {
            send.replyTo().tell(Pongs.of(send.wave(), fault));
        }
    }
}
