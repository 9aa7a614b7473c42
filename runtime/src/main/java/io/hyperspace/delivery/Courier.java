package io.hyperspace.delivery;

import io.hyperspace.codec.BodyWeight;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Reflected;
import io.hyperspace.space.wave.Signal;
import io.hyperspace.space.wave.WaveId;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
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
 * nobody answers. Durable waves it gives to the sending star's outbox, as often as that takes.
 *
 * <p>Invariants: a queued wave that was taken ends with its answer or, at its deadline, with 408; a durable one is accepted
 * when the outbox has said so, and the outbox answers from then on; at most {@code queued} waves and {@code queued-size}
 * bytes are here, and {@code share} waves of one agent; one more is refused with 429. Of a Machine that leaves nothing ends
 * sooner, unless its time to settle is over: then with 503.
 */
public final class Courier extends AbstractBehavior<Courier.Command> {

    /** What a courier takes. */
    public sealed interface Command extends NoSerializationVerificationNeeded {}

    /**
     * Keeps a wave and sends it.
     *
     * @param replyTo who waits for the answer; null for a signal
     * @param accepted completes when the wave is kept, in memory or for a durable one on disk, or was answered; fails when
     *     it is not
     */
    public record Take(Directed wave, @Nullable ActorRef<Reflected> replyTo, CompletableFuture<Void> accepted)
            implements Command {}

    /**
     * Says when nothing is here any more, because the Machine is about to leave. From then on nothing is taken.
     *
     * @param until when what is left ends with 503, in Unix milliseconds
     */
    public record Settle(long until, CompletableFuture<Void> settled) implements Command {}

    private record Answered(Reflected answer) implements Command {}

    private record Told(Kept kept) implements Command {}

    private enum Tick implements Command {
        NOW
    }

    /** A durable wave that no outbox has said anything of yet. */
    private static final class Entrusted {
        private final Take take;
        private @Nullable StarKey star;

        private Entrusted(Take take) {
            this.take = take;
        }

        /** The same wave was given once more; who gave it before hears what the last one hears. */
        private Entrusted again(Take more) {
            CompletionStage<Void> heard = more.accepted();
            heard.whenComplete((done, failure) -> {
                if (failure == null) {
                    take.accepted().complete(null);
                } else {
                    take.accepted().completeExceptionally(failure);
                }
            });
            Entrusted one = new Entrusted(more);
            one.star = star;
            return one;
        }
    }

    private final DeliverySettings settings;
    private final Attempts attempts;
    private final Attempts entrusting;
    private final Map<WaveId, Entrusted> entrusted = new HashMap<>();
    private final OutboxWays ways;
    private final Function<Directed, StarKey> outbox;
    private final ActorRef<Kept> kept;
    private @Nullable Settle settling;
    private boolean isClosed;

    /**
     * @param route how queued waves go to their targets
     * @param outboxes where durable waves are kept
     * @param outbox the star that keeps a durable wave
     */
    public static Behavior<Command> create(
            DeliverySettings settings, Route route, Outboxes outboxes, Function<Directed, StarKey> outbox) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(Tick.NOW, settings.tick());
            return new Courier(context, settings, route, outboxes, outbox);
        }));
    }

    private Courier(
            ActorContext<Command> context,
            DeliverySettings settings,
            Route route,
            Outboxes outboxes,
            Function<Directed, StarKey> outbox) {
        super(context);
        this.settings = settings;
        this.ways = new OutboxWays(outboxes);
        this.outbox = outbox;
        ActorRef<Reflected> self = context.messageAdapter(Reflected.class, Answered::new);
        this.kept = context.messageAdapter(Kept.class, Told::new);
        this.attempts = new Attempts(settings, route, self);
        this.entrusting = new Attempts(settings, (wave, any) -> entrust(wave), self);
    }

    private void entrust(Directed wave) {
        Entrusted one = taken(wave.id());
        StarKey star = outbox.apply(wave);
        if (!star.equals(one.star)) {
            ways.ended(one.star, wave.id());
            one.star = star;
        }
        ways.give(star, new Keep(wave, one.take.replyTo(), kept));
    }

    private Entrusted taken(WaveId wave) {
        return Objects.requireNonNull(entrusted.get(wave), "entrusted until it is kept or has ended");
    }

    /** Those that waited for a large one, which has arrived or is not taken now: it comes again, and they need not wait so long. */
    private void entrustNext(Directed large) {
        for (WaveId next : ways.over(large)) {
            Entrusted waited = entrusted.get(next);
            if (waited != null) {
                entrust(waited.take.wave());
            }
        }
    }

    private Take end(WaveId wave) {
        Entrusted one = taken(wave);
        entrusted.remove(wave);
        ways.ended(one.star, wave);
        entrustNext(one.take.wave());
        return one.take;
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Take.class, this::onTake)
                .onMessage(Answered.class, this::onAnswered)
                .onMessage(Told.class, this::onTold)
                .onMessage(Tick.class, tick -> onTick())
                .onMessage(Settle.class, this::onSettle)
                .build();
    }

    private Behavior<Command> onTake(Take take) {
        long bytes = BodyWeight.of(take.wave());
        Agent agent = take.wave().agent();
        if (isClosed) {
            refuse(take, closed());
        } else if (!agent.equals(Agent.HYPERUSER) && attempts.of(agent) + entrusting.of(agent) >= settings.share()) {
            refuse(take, Faults.tooMany("the table of queued waves for '" + agent + "'", settings.share()));
        } else if (attempts.count() + entrusting.count() >= settings.queued()) {
            refuse(take, Faults.tooMany("the table of queued waves", settings.queued()));
        } else if (attempts.size() + entrusting.size() + bytes > settings.queuedSize()) {
            refuse(take, Faults.tooMany("the memory of queued waves", (int)
                    Math.min(Integer.MAX_VALUE, settings.queuedSize())));
        } else if (take.wave().head().handling() == Handling.DURABLE) {
            entrusted.compute(
                    take.wave().id(), (id, before) -> before == null ? new Entrusted(take) : before.again(take));
            entrusting.begin(take.wave(), bytes, null, System.currentTimeMillis());
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
        settleBy(System.currentTimeMillis());
        return this;
    }

    /** A star keeps the wave, and answers from now on; or it does not, and if that does not pass the wave has ended. */
    private Behavior<Command> onTold(Told told) {
        Entrusted one = entrusted.get(told.kept().wave());
        if (one == null) {
            return this;
        }
        // Refused or not, it has arrived, and whoever waits for it on the long way need wait no longer.
        ways.ended(one.star, told.kept().wave());
        Take take = one.take;
        Fault refusal = told.kept().refusal();
        Reflected answer = refusal == null ? Answers.kept(take.wave()) : Answers.of(take.wave(), refusal);
        if (entrusting.answered(answer, System.currentTimeMillis()) != null) {
            end(take.wave().id());
            if (refusal == null) {
                take.accepted().complete(null);
            } else {
                refuse(take, refusal);
            }
        } else {
            entrustNext(take.wave());
        }
        settleBy(System.currentTimeMillis());
        return this;
    }

    private Behavior<Command> onSettle(Settle settle) {
        settling = settle;
        settleBy(System.currentTimeMillis());
        return this;
    }

    private void settleBy(long now) {
        Settle waits = settling;
        int left = attempts.count() + entrusting.count();
        if (waits == null || (left > 0 && now < waits.until())) {
            return;
        }
        if (left > 0) {
            getContext().getLog().warn("{} queued and durable waves were not settled before this Machine left", left);
            attempts.endAll(attempt -> attempt.answer(Answers.of(attempt.wave(), closed())));
            entrusting.endAll(attempt -> refuse(entrustedEnd(attempt.wave().id()), closed()));
        }
        settling = null;
        isClosed = true;
        waits.settled().complete(null);
    }

    /** Of one that ends because all do: nothing that waited for it goes on. */
    private Take entrustedEnd(WaveId wave) {
        Entrusted one = taken(wave);
        entrusted.remove(wave);
        return one.take;
    }

    private static Fault closed() {
        return Faults.notReady("this Machine");
    }

    private Behavior<Command> onTick() {
        long now = System.currentTimeMillis();
        attempts.tick(now, this::onOverdue);
        entrusting.tick(now, this::onNotKept);
        settleBy(now);
        return this;
    }

    private void onNotKept(Attempts.Attempt late) {
        refuse(end(late.wave().id()), Faults.timedOut("the wave to '" + Answers.targetOf(late.wave()) + "'"));
    }

    private void onOverdue(Attempts.Attempt late) {
        Directed wave = late.wave();
        if (wave instanceof Signal signal) {
            getContext().getLog().debug("signal {} to {} was not taken before its deadline", wave.id(), signal.to());
        }
        late.answer(Answers.of(wave, Faults.timedOut("the wave to '" + Answers.targetOf(wave) + "'")));
    }
}
