package io.hyperspace.lane;

import io.hyperspace.codec.Stored;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.wave.Directed;
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
 * one more is refused with 429; when the gravity is gone, what it had not admitted is refused with 503, never sent
 * twice.
 */
public final class Lane extends AbstractBehavior<Lane.Command> {

    /** What a lane takes. */
    public interface Command {}

    /** Carries a wave; a signal that nobody keeps has nobody to reply to. */
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

    private enum KnockAgain implements Command {
        NOW
    }

    private final StarKey star;
    private final Consumer<Knock> door;
    private final LaneSettings settings;
    private final TimerScheduler<Command> timers;
    private final Deque<Send> unadmitted = new ArrayDeque<>();
    private final Deque<Send> unsent = new ArrayDeque<>();
    private @Nullable Greet open;
    private long sent;

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
        knock();
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Send.class, this::onSend)
                .onMessage(Admitted.class, this::onAdmitted)
                .onMessage(Greet.class, this::onGreet)
                .onMessage(Gone.class, this::onGone)
                .onMessage(KnockAgain.class, again -> onKnockAgain())
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
        to.gravity().tell(new Carry(getContext().getSelf(), sent, send.wave(), send.replyTo()));
    }

    private Behavior<Command> onAdmitted(Admitted admitted) {
        if (open != null && admitted.epoch() == open.epoch()) {
            long waiting = sent - admitted.number();
            while (unadmitted.size() > waiting) {
                unadmitted.poll();
            }
        }
        return this;
    }

    private Behavior<Command> onGreet(Greet greet) {
        if (open != null && open.epoch() == greet.epoch()) {
            return this;
        }
        refuseUnadmitted();
        timers.cancel(KnockAgain.NOW);
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
            knock();
        }
        return this;
    }

    private Behavior<Command> onKnockAgain() {
        knock();
        return this;
    }

    private void knock() {
        unsent.removeIf(this::isOverdue);
        door.accept(new Knock(getContext().getSelf()));
        Duration again = settings.knockInterval();
        timers.startSingleTimer(KnockAgain.NOW, KnockAgain.NOW, again);
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
        if (send.replyTo() != null) {
            send.replyTo().tell(Pongs.of(send.wave(), fault));
        }
    }
}
