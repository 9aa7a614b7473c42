package io.hyperspace.delivery;

import io.hyperspace.codec.WaveFrames;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Reflected;
import io.hyperspace.space.wave.Signal;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.NoSerializationVerificationNeeded;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.jspecify.annotations.Nullable;

/**
 * Keeps this Machine's queued waves in memory until each is answered: it sends them again after a passing fault, or when
 * nobody answers.
 *
 * <p>Invariants: a wave that was taken ends with its answer or, at its deadline, with 408; at most {@code queued} waves and
 * {@code queued-size} bytes are here, one more is refused with 429.
 */
public final class Courier extends AbstractBehavior<Courier.Command> {

    /** What a courier takes. */
    public sealed interface Command extends NoSerializationVerificationNeeded {}

    /**
     * Keeps a wave and sends it.
     *
     * @param replyTo who waits for the answer; null for a signal
     * @param accepted completes when the wave is kept, fails with 429 when it is not
     */
    public record Take(Directed wave, @Nullable ActorRef<Reflected> replyTo, CompletableFuture<Void> accepted)
            implements Command {}

    private record Answered(Reflected answer) implements Command {}

    private enum Tick implements Command {
        NOW
    }

    private final DeliverySettings settings;
    private final Attempts attempts;

    public static Behavior<Command> create(DeliverySettings settings, Route route) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(Tick.NOW, settings.tick());
            return new Courier(context, settings, route);
        }));
    }

    private Courier(ActorContext<Command> context, DeliverySettings settings, Route route) {
        super(context);
        this.settings = settings;
        this.attempts = new Attempts(settings, route, context.messageAdapter(Reflected.class, Answered::new));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Take.class, this::onTake)
                .onMessage(Answered.class, this::onAnswered)
                .onMessage(Tick.class, tick -> onTick())
                .build();
    }

    private Behavior<Command> onTake(Take take) {
        int bytes = WaveFrames.toCbor(take.wave()).length;
        if (attempts.count() >= settings.queued()) {
            refuse(take, Faults.tooMany("the table of queued waves", settings.queued()));
        } else if (attempts.size() + bytes > settings.queuedSize()) {
            refuse(take, Faults.tooMany("the memory of queued waves", (int)
                    Math.min(Integer.MAX_VALUE, settings.queuedSize())));
        } else {
            take.accepted().complete(null);
            attempts.begin(take.wave(), bytes, take.replyTo(), System.currentTimeMillis());
        }
        return this;
    }

    private static void refuse(Take take, Fault fault) {
        take.accepted().completeExceptionally(fault.toException());
        if (take.replyTo() != null) {
            take.replyTo().tell(Answers.of(take.wave(), fault));
        }
    }

    private Behavior<Command> onAnswered(Answered answered) {
        Attempts.Attempt ended = attempts.answered(answered.answer(), System.currentTimeMillis());
        if (ended != null) {
            ended.answer(answered.answer());
        }
        return this;
    }

    private Behavior<Command> onTick() {
        attempts.tick(System.currentTimeMillis(), this::onOverdue);
        return this;
    }

    private void onOverdue(Attempts.Attempt late) {
        Directed wave = late.wave();
        if (wave instanceof Signal signal) {
            getContext().getLog().debug("signal {} to {} was not taken before its deadline", wave.id(), signal.to());
        }
        late.answer(Answers.of(wave, Faults.timedOut("the wave to '" + Answers.targetOf(wave) + "'")));
    }
}
