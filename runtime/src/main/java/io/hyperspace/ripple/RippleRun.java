package io.hyperspace.ripple;

import io.hyperspace.codec.BodyWeight;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.trace.TraceHeaders;
import io.hyperspace.space.wave.Echo;
import io.hyperspace.space.wave.Head;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.Ripple;
import io.hyperspace.space.wave.WaveId;
import io.hyperspace.trace.Layer;
import io.hyperspace.trace.Tracer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.pekko.actor.NoSerializationVerificationNeeded;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;

/**
 * One ripple under way.
 *
 * <p>Invariants: each target gets one wave, in the order of their points; of the waves that left within the last
 * {@code pace} at most {@code window} are unanswered; after its deadline nothing is sent and nothing is waited for; its
 * outcome is told once.
 */
final class RippleRun extends AbstractBehavior<RippleRun.Command> {

    /** What it takes. */
    sealed interface Command extends NoSerializationVerificationNeeded {}

    private record Found(
            @Nullable List<Point> targets, @Nullable Throwable failure) implements Command {}

    private record Answered(@Nullable Pong pong, @Nullable Throwable failure, long period) implements Command {}

    private enum Tick implements Command {
        PACE,
        ENOUGH,
        DEADLINE
    }

    /** What is to be done, and whom to tell. */
    record Order(
            Ripple ripple,
            Bounce bounce,
            Function<Ping, CompletionStage<Pong>> waves,
            Consumer<Echo> listener,
            CompletableFuture<Outcome> outcome) {}

    private final Order order;
    private final RippleSettings settings;
    private final Tracer tracer;
    private final TimerScheduler<Command> timers;
    private @Nullable List<Point> targets;
    private boolean isAwaiting;
    private int sent;
    private int answered;
    private int failed;
    private int omitted;
    private long bytes;
    private long period;
    private int unanswered;

    static Behavior<Command> create(Order order, Targets targets, RippleSettings settings) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new RippleRun(context, timers, order, targets, settings)));
    }

    private RippleRun(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            Order order,
            Targets targets,
            RippleSettings settings) {
        super(context);
        this.order = order;
        this.settings = settings;
        this.tracer = Tracer.of(context.getSystem());
        this.timers = timers;
        this.isAwaiting = order.bounce().wanted() > 0;
        Duration left = Duration.ofMillis(Math.max(0, order.ripple().deadline() - System.currentTimeMillis()));
        timers.startSingleTimer(Tick.DEADLINE, left);
        if (order.bounce().within().compareTo(left) < 0) {
            timers.startSingleTimer(Tick.ENOUGH, order.bounce().within());
        }
        context.pipeToSelf(targets.of(order.ripple()), Found::new);
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Found.class, this::onFound)
                .onMessage(Answered.class, this::onAnswered)
                .onMessageEquals(Tick.PACE, this::onPace)
                .onMessageEquals(Tick.ENOUGH, this::onEnough)
                .onMessageEquals(Tick.DEADLINE, this::end)
                .onSignal(PostStop.class, stop -> onStop())
                .build();
    }

    private Behavior<Command> onFound(Found found) {
        if (found.targets() == null) {
            Throwable failure = found.failure() == null ? new IllegalStateException() : found.failure();
            return refuse(HyperspaceException.faultOf(failure));
        }
        targets = found.targets();
        timers.startTimerWithFixedDelay(Tick.PACE, settings.pace());
        return goOn();
    }

    private Behavior<Command> onPace() {
        period++;
        unanswered = 0;
        return goOn();
    }

    private Behavior<Command> onEnough() {
        isAwaiting = false;
        return goOn();
    }

    /** Sends as many as may be under way; ends when nothing is left to send or to wait for. */
    private Behavior<Command> goOn() {
        if (targets == null) {
            return this;
        }
        while (sent < targets.size() && unanswered < settings.window()) {
            send(targets.get(sent));
        }
        boolean isAllSent = sent == targets.size();
        return isAllSent && (!isAwaiting || answered + failed == sent) ? end() : this;
    }

    private void send(Point target) {
        sent++;
        unanswered++;
        long now = period;
        Ping ping = new Ping(head(), target);
        tracer.caused(ping, Layer.CAUSED, order.ripple(), ping.from());
        CompletionStage<Pong> pong = order.waves().apply(ping);
        getContext().pipeToSelf(pong, (answer, failure) -> new Answered(answer, failure, now));
    }

    /** The ripple's own head with another id, for every wave has one of its own. */
    private Head head() {
        Head head = order.ripple().head();
        WaveId id = WaveId.next();
        return new Head(
                id,
                head.from(),
                head.agent(),
                head.method(),
                head.uri(),
                TraceHeaders.onward(head.headers(), order.ripple(), id),
                head.body(),
                head.handling(),
                head.deadline(),
                head.chain());
    }

    private Behavior<Command> onAnswered(Answered answer) {
        if (answer.period() == period) {
            unanswered--;
        }
        Pong pong = answer.pong();
        if (isAwaiting && pong == null) {
            failed++;
            omitted++;
        } else if (isAwaiting && pong != null) {
            take(pong);
        }
        return goOn();
    }

    private void take(Pong pong) {
        if (pong.isOk()) {
            answered++;
        } else {
            failed++;
        }
        isAwaiting = answered < order.bounce().wanted();
        bytes += BodyWeight.of(pong.body(), pong.headers());
        if (answered + failed - omitted > settings.echoes() || bytes > settings.echoBytes()) {
            omitted++;
        } else {
            order.listener()
                    .accept(new Echo(
                            pong.id(), order.ripple().id(), pong.from(), pong.status(), pong.headers(), pong.body()));
        }
    }

    private Behavior<Command> end() {
        if (targets == null) {
            return refuse(Faults.timedOut("the ripple"));
        }
        int unawaited = sent - answered - failed;
        order.outcome()
                .complete(new Outcome(
                        order.ripple().id(), targets.size(), sent, answered, failed, unawaited, omitted, null));
        return Behaviors.stopped();
    }

    private Behavior<Command> refuse(Fault fault) {
        order.outcome().complete(Outcome.refused(order.ripple().id(), fault));
        return Behaviors.stopped();
    }

    private Behavior<Command> onStop() {
        order.outcome().complete(Outcome.refused(order.ripple().id(), Faults.notReady("this Machine")));
        return this;
    }
}
