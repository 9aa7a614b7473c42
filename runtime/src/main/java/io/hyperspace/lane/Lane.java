package io.hyperspace.lane;

import io.hyperspace.codec.Stored;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Reflected;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
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
 * <p>Invariants: waves leave in the order in which they came; at most {@code window} are waiting or not yet admitted,
 * one more is refused with 429. What was not admitted within a time is sent again under the same number, from the oldest
 * on, for what is between two Machines may drop a message; gravity admits each number once and in order, so this closes a
 * gap and repeats nothing. When the gravity is gone, what it had not admitted is refused with 503: nobody can say what
 * became of it.
 */
public final class Lane extends AbstractBehavior<Lane.Command> {

    /** What a lane takes. */
    public interface Command {}

    /** Carries a wave; a signal has nobody to reply to. */
    record Send(Directed wave, @Nullable ActorRef<Reflected> replyTo)
            implements Command, NoSerializationVerificationNeeded {}

    /**
     * Gravity has admitted all waves up to a number.
     *
     * @param epoch the gravity's
     * @param number the last one admitted
     */
    public record Admitted(long epoch, long number) implements Command, Stored {}

    private record Gone(long epoch) implements Command, NoSerializationVerificationNeeded {}

    private enum Tick implements Command {
        KNOCK,
        RESEND
    }

    private final StarKey star;
    private final Consumer<Knock> door;
    private final LaneSettings settings;
    private final TimerScheduler<Command> timers;
    private final Deque<Send> unadmitted = new ArrayDeque<>();
    private final Deque<Send> unsent = new ArrayDeque<>();
    private @Nullable Greet open;
    private long sent;
    private boolean hasHeard;
    private Duration nextKnock;
    private Duration nextResend;

    static Behavior<Command> create(StarKey star, Consumer<Knock> door, LaneSettings settings) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new Lane(context, timers, star, door, settings)));
    }

    private Lane(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            StarKey star,
            Consumer<Knock> door,
            LaneSettings settings) {
        super(context);
        this.timers = timers;
        this.star = star;
        this.door = door;
        this.settings = settings;
        this.nextKnock = settings.firstKnock();
        this.nextResend = settings.resendAfter();
        knock();
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Send.class, this::onSend)
                .onMessage(Admitted.class, this::onAdmitted)
                .onMessage(Greet.class, this::onGreet)
                .onMessage(Gone.class, this::onGone)
                .onMessage(Tick.class, this::onTick)
                .build();
    }

    private Behavior<Command> onSend(Send send) {
        if (unadmitted.size() + unsent.size() >= settings.window()) {
            refuse(send, Faults.tooMany("the lane to " + star, settings.window()));
        } else if (open == null) {
            unsent.add(send);
        } else {
            carry(send, open);
        }
        return this;
    }

    private void carry(Send send, Greet to) {
        unadmitted.add(send);
        sent++;
        tell(send, sent, to);
        if (!timers.isTimerActive(Tick.RESEND)) {
            hasHeard = false;
            timers.startSingleTimer(Tick.RESEND, nextResend);
        }
    }

    private void tell(Send send, long number, Greet to) {
        to.gravity().tell(new Carry(getContext().getSelf(), number, send.wave(), send.replyTo()));
    }

    private Behavior<Command> onAdmitted(Admitted admitted) {
        if (open != null && admitted.epoch() == open.epoch()) {
            long waiting = sent - admitted.number();
            while (unadmitted.size() > waiting) {
                unadmitted.poll();
                hasHeard = true;
                nextResend = settings.resendAfter();
            }
        }
        return this;
    }

    private Behavior<Command> onTick(Tick tick) {
        if (tick == Tick.KNOCK) {
            knock();
        } else if (open != null && !unadmitted.isEmpty()) {
            if (!hasHeard) {
                resend(open);
                nextResend = twice(nextResend);
            }
            hasHeard = false;
            timers.startSingleTimer(Tick.RESEND, nextResend);
        }
        return this;
    }

    private void resend(Greet to) {
        long number = sent - unadmitted.size();
        for (Send send : unadmitted) {
            number++;
            tell(send, number, to);
        }
    }

    private Duration twice(Duration wait) {
        Duration longer = wait.multipliedBy(2);
        return longer.compareTo(settings.knockInterval()) < 0 ? longer : settings.knockInterval();
    }

    private Behavior<Command> onGreet(Greet greet) {
        if (open != null && open.epoch() == greet.epoch()) {
            return this;
        }
        refuseUnadmitted();
        timers.cancel(Tick.KNOCK);
        open = greet;
        sent = 0;
        getContext().watchWith(greet.gravity(), new Gone(greet.epoch()));
        for (Send send = unsent.poll(); send != null; send = unsent.poll()) {
            carry(send, greet);
        }
        return this;
    }

    private Behavior<Command> onGone(Gone gone) {
        if (open != null && open.epoch() == gone.epoch()) {
            open = null;
            refuseUnadmitted();
            nextKnock = settings.firstKnock();
            knock();
        }
        return this;
    }

    private void knock() {
        unsent.removeIf(this::isOverdue);
        door.accept(new Knock(getContext().getSelf()));
        timers.startSingleTimer(Tick.KNOCK, nextKnock);
        nextKnock = twice(nextKnock);
    }

    private boolean isOverdue(Send send) {
        return send.wave().deadline() <= System.currentTimeMillis();
    }

    private void refuseUnadmitted() {
        for (Send send = unadmitted.poll(); send != null; send = unadmitted.poll()) {
            refuse(send, Faults.notReady("star " + star));
        }
    }

    private static void refuse(Send send, Fault fault) {
        if (send.replyTo() != null && send.wave() instanceof Ping ping) {
            Point target = ping.to();
            send.replyTo().tell(Pongs.of(ping.id(), target, fault));
        }
    }
}
