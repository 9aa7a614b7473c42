package io.hyperspace.lane;

import io.hyperspace.codec.Stored;
import io.hyperspace.freight.Freight;
import io.hyperspace.freight.FreightSettings;
import io.hyperspace.freight.Slice;
import io.hyperspace.overview.LaneReport;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.wave.Directed;
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
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
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
 *   <li>To another Machine a large wave goes in parts, each under a number of its own, see {@link Part}. Small waves and parts
 *       of other large ones go between them, but nothing to the same target. Of parts at most {@code freight.window} are not
 *       admitted; large waves have at most {@code freight.lane-size} bytes together, one more is refused with 429.
 *   <li>A large wave that was sent whole, because its gravity is on this Machine, goes there straight when the way comes to
 *       lead over another.
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
    sealed interface Item extends Command, NoSerializationVerificationNeeded permits Send, Flush, Piece {
        Point target();

        /** What it counts for in the memory of large waves; 0 for what is small. */
        default long load() {
            return 0;
        }
    }

    /**
     * Carries a wave; a signal that nobody keeps has nobody to reply to.
     *
     * @param returned it was admitted elsewhere and came back, so there is always room for it
     * @param load what a large wave counts for, until it is admitted or has ended; 0 for a small one
     */
    record Send(Directed wave, @Nullable ActorRef<Reflected> replyTo, boolean returned, long load) implements Item {
        Send(Directed wave, @Nullable ActorRef<Reflected> replyTo) {
            this(wave, replyTo, false, 0);
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
    private final Freight freight;
    private final LaneQueue queue;
    private final Strays strays;
    private final Tracer tracer;
    private final Homecoming homecoming;
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

    /** @param freight counts the large waves of this Machine */
    static Behavior<Command> create(
            StarKey star, GoldenPaths paths, Table table, LaneSettings settings, Freight freight) {
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers -> new Lane(context, timers, star, paths, table, settings, freight)));
    }

    private Lane(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            StarKey star,
            GoldenPaths paths,
            Table table,
            LaneSettings settings,
            Freight freight) {
        super(context);
        this.freight = freight;
        FreightSettings limits = settings.freight();
        Serialization serialization = SerializationExtension.get(context.getSystem());
        this.queue = new LaneQueue(settings.window(), limits.window(), limits.atOnce(), send -> carry(send, 0)
                .cut(serialization, limits.part()));
        this.timers = timers;
        this.star = star;
        this.paths = paths;
        this.settings = settings;
        this.tracer = Tracer.of(context.getSystem());
        this.strays = new Strays(table, queue);
        this.homecoming = new Homecoming(freight, strays, serialization);
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
        long most = settings.freight().laneSize();
        if (!send.returned() && queue.size() >= settings.window()) {
            refuse(send, Faults.tooMany("the lane to " + star, settings.window()));
        } else if (!send.returned() && send.load() > 0 && queue.bytes() + send.load() > most) {
            refuse(send, Faults.tooMany("the memory of the lane to " + star, (int) Math.min(Integer.MAX_VALUE, most)));
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
        for (Item item = queue.next(isFar); item != null; item = queue.next(isFar)) {
            tell(item, queue.sent(), open);
        }
        if (queue.hasUnadmitted() && !timers.isTimerActive(Tick.RESEND)) {
            hasHeard = false;
            timers.startSingleTimer(Tick.RESEND, nextResend);
        }
    }

    private Carry carry(Send send, long number) {
        return new Carry(getContext().getSelf(), number, send.wave(), send.replyTo());
    }

    private void tell(Item item, long number, Route to) {
        ActorRef<Command> self = getContext().getSelf();
        if (item instanceof Send send && isOutgrown(send, to)) {
            tracer.passed(send.wave(), Layer.LANE, star, number);
            to.gravity().tell(carry(send, number));
        } else if (item instanceof Send send) {
            tracer.passed(send.wave(), Layer.LANE, star, number);
            to.tell(carry(send, number));
        } else if (item instanceof Flush flush) {
            to.tell(new Mark(self, number, flush.target(), flush.id()));
        } else if (item instanceof Piece piece) {
            Send whole = piece.cut().send();
            Slice slice = piece.cut().slice(piece.index());
            to.tell(new Part(self, number, whole.target(), whole.wave().id(), whole.replyTo(), slice));
        }
    }

    private Behavior<Command> onAdmitted(Admitted admitted) {
        if (isOpen(admitted.epoch()) && queue.admitted(admitted.number(), this::end)) {
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
        queue.forEachUnadmitted((item, number) -> tell(item, number, to));
    }

    /** Whether a large wave was sent whole to a gravity of this Machine, to which the way leads over another now. */
    private static boolean isOutgrown(Send send, Route to) {
        return send.load() > 0 && to.isFar();
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
            queue.admitted(leaving.admitted(), this::end);
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
            homecoming.take(back);
        } else if (isNext && returned instanceof Return.Piece piece) {
            homecoming.take(piece);
        } else if (isNext && returned instanceof Return.Moved moved) {
            queue.admitted(moved.admitted(), this::end);
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
            queue.dropUnadmitted(send -> refuse(send, Faults.notReady("star " + star)));
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
                        queue.waits(),
                        settings.window()));
        return this;
    }

    private void knock() {
        queue.dropWaiting(item -> item instanceof Send send && isOverdue(send));
        asked = paths.knock(star, getContext().getSelf());
        timers.startSingleTimer(Tick.KNOCK, nextKnock);
        nextKnock = twice(nextKnock);
    }

    /** Nobody waits for an overdue one any more. */
    private boolean isOverdue(Send send) {
        boolean isOverdue = send.wave().deadline() <= System.currentTimeMillis();
        if (isOverdue) {
            end(send);
        }
        return isOverdue;
    }

    /** A wave is on its way no more. */
    private void end(Send send) {
        freight.leaving().remove(send.load());
    }

    private void refuse(Send send, Fault fault) {
        end(send);
        tracer.left(send.wave(), Layer.LANE, star, 0, Fate.of(fault));
        if (send.replyTo() != null) {
            send.replyTo().tell(Pongs.of(send.wave(), fault));
        }
    }
}
