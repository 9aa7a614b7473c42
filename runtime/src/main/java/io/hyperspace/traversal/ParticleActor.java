package io.hyperspace.traversal;

import io.hyperspace.driver.Driver;
import io.hyperspace.driver.DurableState;
import io.hyperspace.driver.Particle;
import io.hyperspace.driver.Reply;
import io.hyperspace.driver.Services;
import io.hyperspace.provision.RegistryView;
import io.hyperspace.space.bind.Bind;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.security.Access;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.WaveId;
import io.hyperspace.traversal.ParticleCommand.Deliver;
import io.hyperspace.traversal.ParticleCommand.Passivate;
import io.hyperspace.traversal.ParticleCommand.StillBusy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.jspecify.annotations.Nullable;

/**
 * The actor of an active particle: field, shell and core in one mailbox. Its driver's actor is its parent.
 *
 * <p>Invariants: every ping that it took is answered once, with 503 if the actor ends first; waves of one sender enter
 * the pipeline in the order in which they came; it stops only when nothing is under way.
 */
public final class ParticleActor extends AbstractBehavior<ParticleCommand> {

    /** Hears how the start of a particle ended. */
    @FunctionalInterface
    public interface StartListener {
        /**
         * Called once, on the particle's actor.
         *
         * @param particle the particle
         * @param fault null when it takes waves, else why it does not; then its actor fails
         */
        void started(ActorRef<ParticleCommand> particle, @Nullable Fault fault);
    }

    /** What all particle actors of a Machine share. */
    public record Surroundings(Services services, RegistryView view, Binds binds, ParticleSettings settings) {}

    private static final Set<Integer> PASSING = Set.of(408, 429, 503);

    private record Started(@Nullable Bind bind, @Nullable Throwable failure) implements ParticleCommand {}

    private record Decided(
            Pending pending,
            @Nullable Access access,
            @Nullable Throwable failure) implements ParticleCommand {}

    private record Answered(
            Travel travel, @Nullable Reply reply, @Nullable Throwable failure) implements ParticleCommand {}

    /** A commit of durable state ended without an answer. */
    enum StateUnknown implements ParticleCommand {
        NOW
    }

    record OpenState(KeptState state, CompletableFuture<DurableState> opened) implements ParticleCommand {}

    /** A wave that waits for a decision on access. */
    private static final class Pending {
        private final Deliver deliver;
        private @Nullable Decided decided;

        Pending(Deliver deliver) {
            this.deliver = deliver;
        }
    }

    private final ParticleRecord record;
    private final Surroundings around;
    private final StartListener onReady;
    private final Particle core;
    private final Shell shell;
    private final Driver driver;
    private final Deque<Pending> pending = new ArrayDeque<>();
    private final Set<Travel> travels = new HashSet<>();
    private @Nullable Field field;

    public static Behavior<ParticleCommand> create(
            ParticleRecord record, Driver driver, Surroundings around, StartListener onReady) {
        return Behaviors.setup(context -> new ParticleActor(context, record, driver, around, onReady));
    }

    private ParticleActor(
            ActorContext<ParticleCommand> context,
            ParticleRecord record,
            Driver driver,
            Surroundings around,
            StartListener onReady) {
        super(context);
        this.record = record;
        this.around = around;
        this.onReady = onReady;
        this.core = driver.create(new ActiveParticleContext(record, around, context.getSelf()));
        this.shell = new Shell(record.point(), core, around.services().waves(), Binds.variables(record));
        this.driver = driver;
        CompletionStage<Bind> ready =
                core.start().thenCompose(started -> around.binds().of(record, driver.defaultBind()));
        long limit = around.settings().startTimeout().toMillis();
        context.pipeToSelf(ready.toCompletableFuture().orTimeout(limit, TimeUnit.MILLISECONDS), Started::new);
    }

    @Override
    public Receive<ParticleCommand> createReceive() {
        return newReceiveBuilder()
                .onMessage(Deliver.class, this::onDeliver)
                .onMessage(Answered.class, this::onAnswered)
                .onMessage(Decided.class, this::onDecided)
                .onMessage(Started.class, this::onStarted)
                .onMessage(OpenState.class, this::onOpenState)
                .onMessage(Passivate.class, this::onPassivate)
                .onMessage(StateUnknown.class, this::onStateUnknown)
                .onSignal(PostStop.class, stop -> onStop())
                .build();
    }

    private Behavior<ParticleCommand> onStarted(Started started) {
        if (started.bind() == null) {
            Throwable failure = started.failure() == null ? new IllegalStateException("no bind") : started.failure();
            Fault fault = failure instanceof TimeoutException
                    ? Faults.notReady("'" + record.point() + "'")
                    : HyperspaceException.faultOf(failure);
            onReady.started(getContext().getSelf(), fault);
            throw new Failed(fault, failure);
        }
        field = new Field(record.point(), started.bind(), driver, core.isSerial());
        onReady.started(getContext().getSelf(), null);
        return this;
    }

    private Behavior<ParticleCommand> onDeliver(Deliver deliver) {
        Directed wave = deliver.wave();
        Fault refusal = field == null
                ? Faults.notReady("'" + record.point() + "'")
                : field.refusal(wave, System.currentTimeMillis());
        if (refusal != null) {
            if (wave.method().family() == Method.Family.HYP) {
                getContext().getLog().warn("{} from {} at {} was refused", wave.method(), wave.from(), record.point());
            }
            answer(deliver, Reply.of(refusal));
            return this;
        }
        Access access = around.view().cachedAccess(wave.agent(), record.point());
        if (access != null && pending.isEmpty()) {
            enter(deliver, access);
        } else if (pending.size() >= around.settings().waiting()) {
            String what = "the queue at '" + record.point() + "'";
            answer(deliver, Reply.of(Faults.tooMany(what, around.settings().waiting())));
        } else {
            Pending entry = new Pending(deliver);
            pending.add(entry);
            CompletionStage<Access> decision = around.view().access(wave.agent(), record.point());
            getContext().pipeToSelf(decision, (found, failure) -> new Decided(entry, found, failure));
        }
        return this;
    }

    private Behavior<ParticleCommand> onDecided(Decided decided) {
        decided.pending().decided = decided;
        for (Pending head = pending.peek(); head != null && head.decided != null; head = pending.peek()) {
            pending.poll();
            Access access = head.decided.access();
            if (access != null) {
                enter(head.deliver, access);
            } else if (head.decided.failure() != null) {
                answer(head.deliver, Reply.of(HyperspaceException.faultOf(head.decided.failure())));
            }
        }
        return this;
    }

    private void enter(Deliver deliver, Access access) {
        Field gate = Objects.requireNonNull(field, "waves come after the start");
        Fault forbidden = gate.forbids(deliver.wave(), access);
        if (forbidden != null) {
            answer(deliver, Reply.of(forbidden));
        } else if (isFull()) {
            String what = "'" + record.point() + "'";
            answer(deliver, Reply.of(Faults.tooMany(what, around.settings().inFlight())));
        } else {
            try {
                begin(new Travel(deliver.wave(), deliver.replyTo(), gate.route(deliver.wave(), access)));
            } catch (HyperspaceException e) {
                answer(deliver, Reply.of(e.fault()));
            }
        }
    }

    private boolean isFull() {
        if (travels.size() >= around.settings().inFlight()) {
            dropOverdue();
        }
        return travels.size() >= around.settings().inFlight();
    }

    private void begin(Travel travel) {
        travels.add(travel);
        try {
            go(travel);
        } catch (RuntimeException e) {
            finish(travel, Reply.of(HyperspaceException.faultOf(e)));
            throw e;
        }
    }

    /** Makes one stop after the other for as long as they answer at once. */
    private void go(Travel travel) {
        CompletionStage<Reply> answer = shell.advance(travel);
        while (answer != null) {
            var done = answer.toCompletableFuture();
            if (!done.isDone() || done.isCompletedExceptionally()) {
                getContext().pipeToSelf(answer, (reply, failure) -> new Answered(travel, reply, failure));
                return;
            }
            Reply reply = done.join();
            travel.answered(reply);
            answer = reply.status() < 400 ? shell.advance(travel) : null;
        }
        finish(travel, travel.reply());
    }

    private Behavior<ParticleCommand> onAnswered(Answered answered) {
        Travel travel = answered.travel();
        if (answered.reply() == null) {
            Throwable failure = answered.failure() == null ? new IllegalStateException() : answered.failure();
            Fault fault = HyperspaceException.faultOf(failure);
            if (fault.status() >= 500) {
                getContext().getLog().error("{} failed at {}", travel.origin().id(), record.point(), failure);
            }
            finish(travel, Reply.of(fault));
        } else if (answered.reply().status() >= 400) {
            finish(travel, answered.reply());
        } else {
            travel.answered(answered.reply());
            go(travel);
        }
        return this;
    }

    private void finish(Travel travel, Reply reply) {
        travels.remove(travel);
        answer(new Deliver(travel.origin(), travel.replyTo()), reply);
    }

    private void answer(Deliver deliver, Reply reply) {
        if (deliver.replyTo() != null) {
            deliver.replyTo()
                    .tell(new Pong(
                            WaveId.next(),
                            deliver.wave().id(),
                            record.point(),
                            reply.status(),
                            reply.headers(),
                            reply.body()));
        }
    }

    private Behavior<ParticleCommand> onOpenState(OpenState open) {
        Behavior<StateKeeper.Command> behavior =
                StateKeeper.create(record.incarnation(), around.settings(), open.state());
        ActorRef<StateKeeper.Command> keeper = getContext().spawn(behavior, "state");
        open.state().attach(keeper);
        keeper.tell(new StateKeeper.Open(open.opened()));
        return this;
    }

    /** What is on disk is not known: the particle ends, and starts again from what it finds there. */
    private Behavior<ParticleCommand> onStateUnknown(StateUnknown unknown) {
        throw new Failed(Faults.notReady("the durable state of '" + record.point() + "'"), null);
    }

    private Behavior<ParticleCommand> onPassivate(Passivate passivate) {
        dropOverdue();
        boolean busy = !pending.isEmpty() || !travels.isEmpty();
        if (busy || !(core.isPassivatable() || passivate.evenIfKept())) {
            passivate.busy().tell(new StillBusy(record.incarnation()));
            return this;
        }
        return Behaviors.stopped();
    }

    /** A core that never answers must not keep its particle busy for ever; whoever asked has had a 408. */
    private void dropOverdue() {
        long now = System.currentTimeMillis();
        travels.removeIf(travel -> travel.origin().deadline() <= now);
    }

    private Behavior<ParticleCommand> onStop() {
        Reply gone = Reply.of(Faults.notReady("'" + record.point() + "'"));
        pending.forEach(entry -> answer(entry.deliver, gone));
        travels.forEach(travel -> answer(new Deliver(travel.origin(), travel.replyTo()), gone));
        core.stop();
        return this;
    }

    /** Whether what ended a particle's actor passes by itself: a time-out, too much at once, something not ready. */
    public static boolean isPassing(Throwable cause) {
        return cause instanceof Failed failed && PASSING.contains(failed.fault().status());
    }

    /** Ends the actor of a particle that cannot go on. */
    private static final class Failed extends HyperspaceException {
        Failed(Fault fault, @Nullable Throwable cause) {
            super(fault, cause);
        }
    }
}
