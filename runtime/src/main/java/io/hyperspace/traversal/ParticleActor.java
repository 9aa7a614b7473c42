package io.hyperspace.traversal;

import io.hyperspace.driver.Driver;
import io.hyperspace.driver.DurableState;
import io.hyperspace.driver.Particle;
import io.hyperspace.driver.Reply;
import io.hyperspace.driver.Services;
import io.hyperspace.provision.Copy;
import io.hyperspace.provision.Decision;
import io.hyperspace.provision.RegistryView;
import io.hyperspace.space.bind.RouteMatch;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Method;
import io.hyperspace.trace.Tracer;
import io.hyperspace.traversal.ParticleCommand.Deliver;
import io.hyperspace.traversal.ParticleCommand.Leave;
import io.hyperspace.traversal.ParticleCommand.Passivate;
import io.hyperspace.traversal.ParticleCommand.Renew;
import io.hyperspace.traversal.ParticleCommand.Rest;
import io.hyperspace.traversal.ParticleCommand.Rests;
import io.hyperspace.traversal.ParticleCommand.StillBusy;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.jspecify.annotations.Nullable;

/**
 * The actor of an active particle: field, shell and core in one mailbox. Its driver's actor is its parent.
 *
 * <p>Invariants: every ping that it took is answered once, with 503 if the actor ends first, or given back to gravity; waves
 * of one agent enter the pipeline in the order in which they came; each is judged at the moment it enters, see {@link Judge};
 * once one was given back, so are all that follow until gravity has said how to go on; it stops only when nothing is under
 * way. When its core throws, it gives back what comes until gravity has heard of it and asks it to stop; then it ends. So
 * no wave ends in the mailbox of an actor that is gone.
 */
public final class ParticleActor extends AbstractBehavior<ParticleCommand> {

    /** What all particle actors of a Machine share. */
    public record Surroundings(
            Services services, RegistryView view, Binds binds, Reflector reflector, ParticleSettings settings) {}

    private static final Set<Integer> PASSING = Set.of(408, 429, 503);

    private record Started(
            Binds.@Nullable Bound bind, @Nullable Throwable failure) implements ParticleCommand {}

    private record Decided(
            Undecided.Line line,
            @Nullable Decision decision,
            @Nullable Throwable failure) implements ParticleCommand {}

    private record Answered(
            Travel travel, @Nullable Reply reply, @Nullable Throwable failure) implements ParticleCommand {}

    /** A commit of durable state ended without an answer. */
    enum StateUnknown implements ParticleCommand {
        NOW
    }

    record OpenState(KeptState state, CompletableFuture<DurableState> opened) implements ParticleCommand {}

    private final Copy copy;
    private final ParticleRecord record;
    private final Surroundings around;
    private final ParticleListener listener;
    private final Particle core;
    private final Shell shell;
    private final Driver driver;
    private final Undecided undecided;
    private final Tracer tracer;
    private final Answering answering;
    private final Underway travels;

    private @Nullable Judge judge;
    private @Nullable KeptState state;
    private boolean bouncing;
    private boolean saving;
    private @Nullable RuntimeException failure;

    public static Behavior<ParticleCommand> create(
            Copy record, Driver driver, Surroundings around, ParticleListener listener) {
        return Behaviors.setup(context -> new ParticleActor(context, record, driver, around, listener));
    }

    private ParticleActor(
            ActorContext<ParticleCommand> context,
            Copy copy,
            Driver driver,
            Surroundings around,
            ParticleListener listener) {
        super(context);
        this.copy = copy;
        this.record = copy.record();
        this.around = around;
        this.listener = listener;
        this.undecided = new Undecided(around.settings().waiting());
        this.travels = new Underway(around.settings().inFlight());
        this.tracer = Tracer.of(context.getSystem());
        this.answering = new Answering(record, around, tracer);
        this.core = driver.create(new ActiveParticleContext(record, around, context.getSelf()));
        this.shell = new Shell(record, core, this::before, around.services().waves(), tracer);
        this.driver = driver;
        CompletableFuture<Void> started = core.start().toCompletableFuture();
        Binds.Bound bound = isReady(started) ? near() : null;
        if (bound != null) {
            open(bound);
        } else {
            long limit = around.settings().startTimeout().toMillis();
            CompletionStage<Binds.Bound> ready = started.thenCompose(done -> Carried.restore(core, record, listener))
                    .thenCompose(restored -> around.binds().of(record, driver));
            context.pipeToSelf(ready.toCompletableFuture().orTimeout(limit, TimeUnit.MILLISECONDS), Started::new);
        }
    }

    /** The bind of a particle that has nothing to wait for. Whatever is wrong with it is said by the slow way. */
    private Binds.@Nullable Bound near() {
        try {
            return core.memory() == null ? around.binds().near(record, driver) : null;
        } catch (RuntimeException e) {
            return null;
        }
    }

    private static boolean isReady(CompletableFuture<Void> stage) {
        return stage.isDone() && !stage.isCompletedExceptionally();
    }

    /** A table of handlers would take half a kilobyte of each idle particle; this takes nothing. */
    @Override
    public Receive<ParticleCommand> createReceive() {
        return new Receive<>() {
            @Override
            public Behavior<ParticleCommand> receiveMessage(ParticleCommand command) {
                return onCommand(command);
            }

            @Override
            public Behavior<ParticleCommand> receiveSignal(Signal signal) {
                return signal instanceof PostStop ? onStop() : Behaviors.unhandled();
            }
        };
    }

    private Behavior<ParticleCommand> onCommand(ParticleCommand command) {
        if (command instanceof Deliver deliver) {
            return onDeliver(deliver);
        } else if (command instanceof Answered answered) {
            return onAnswered(answered);
        } else if (command instanceof Decided decided) {
            return onDecided(decided);
        } else if (command instanceof Started started) {
            return onStarted(started);
        } else if (command instanceof Renew renew) {
            return onRenew(renew);
        } else if (command instanceof OpenState open) {
            return onOpenState(open);
        } else if (command instanceof Passivate passivate) {
            return onPassivate(passivate);
        } else if (command instanceof Leave leave) {
            return onLeave(leave);
        } else if (command instanceof Rest rest) {
            return onRest(rest);
        } else if (command instanceof Carried.Saved saved) {
            return onSaved(saved);
        }
        return command == StateUnknown.NOW ? onStateUnknown() : Behaviors.unhandled();
    }

    private Behavior<ParticleCommand> onStarted(Started started) {
        Binds.Bound bound = started.bind();
        if (bound == null) {
            Throwable failure = started.failure() == null ? new IllegalStateException("no bind") : started.failure();
            Fault fault = failure instanceof TimeoutException
                    ? Faults.notReady("'" + record.point() + "'")
                    : HyperspaceException.faultOf(failure);
            listener.failed(fault);
            throw new Failed(fault, failure);
        }
        open(bound);
        return this;
    }

    private void open(Binds.Bound bound) {
        Field field = new Field(record.point(), bound.bind(), driver, core.isSerial());
        Basis basis = new Basis(copy, bound.document());
        judge = new Judge(around.view(), field, basis);
        listener.started(getContext().getSelf(), basis);
    }

    private Behavior<ParticleCommand> onRenew(Renew renew) {
        judging().renew(renew.basis());
        bouncing = failure != null;
        listener.renewed();
        return this;
    }

    private Judge judging() {
        return Objects.requireNonNull(judge, "waves come after the start");
    }

    private Behavior<ParticleCommand> onDeliver(Deliver deliver) {
        if (bouncing) {
            listener.bounced(deliver);
        } else if (undecided.line(deliver.wave().agent()) != null) {
            waitForDecision(deliver);
        } else if (!settle(deliver, judging().judge(deliver.wave(), System.currentTimeMillis()))) {
            waitForDecision(deliver);
        }
        return this;
    }

    private void waitForDecision(Deliver deliver) {
        if (undecided.isFull()) {
            String what = "the queue at '" + record.point() + "'";
            answer(deliver, Reply.of(Faults.tooMany(what, undecided.limit())));
            return;
        }
        boolean isFirst = undecided.line(deliver.wave().agent()) == null;
        Undecided.Line line = undecided.add(deliver);
        if (isFirst) {
            ask(line);
        }
    }

    private void ask(Undecided.Line line) {
        line.ask();
        CompletionStage<Decision> decision = around.view().decide(line.agent(), record.point());
        getContext().pipeToSelf(decision, (found, failure) -> new Decided(line, found, failure));
    }

    private Behavior<ParticleCommand> onDecided(Decided decided) {
        Undecided.Line line = decided.line();
        if (!undecided.has(line)) {
            return this;
        }
        for (Deliver oldest = line.oldest(); oldest != null; oldest = line.oldest()) {
            Judge.Verdict verdict = verdict(oldest, decided);
            if (verdict == Judge.Ask.NOW && line.asked() <= around.settings().decisions()) {
                ask(line);
                return this;
            }
            undecided.poll(line);
            if (!settle(oldest, verdict)) {
                String point = record.point().toString();
                answer(oldest, Reply.of(Faults.rulesUnsettled(point)));
            }
        }
        return this;
    }

    /** By the decision that came, for those that waited when it was asked for; the others are as if they came now. */
    private Judge.Verdict verdict(Deliver deliver, Decided decided) {
        long now = System.currentTimeMillis();
        if (!decided.line().isCovered()) {
            return judging().judge(deliver.wave(), now);
        }
        Decision decision = decided.decision();
        if (decision != null) {
            return judging().judge(deliver.wave(), now, decision);
        }
        Throwable failure = decided.failure() == null ? new IllegalStateException() : decided.failure();
        return new Judge.Refuse(HyperspaceException.faultOf(failure));
    }

    /** Does as was judged; false when a decision on access is needed first. */
    private boolean settle(Deliver deliver, Judge.Verdict verdict) {
        Traces.field(tracer, record, deliver.wave(), verdict);
        if (verdict instanceof Judge.Enter enter) {
            enter(deliver, enter.match());
        } else if (verdict instanceof Judge.Refuse refuse) {
            refuse(deliver, refuse.fault());
        } else if (verdict == Judge.Bounce.NOW) {
            bounce(deliver);
        } else {
            return false;
        }
        return true;
    }

    private void refuse(Deliver deliver, Fault fault) {
        Directed wave = deliver.wave();
        if (wave.method().family() == Method.Family.HYP) {
            getContext().getLog().warn("{} from {} at {} was refused", wave.method(), wave.from(), record.point());
        }
        answer(deliver, Reply.of(fault));
    }

    /** Gives a wave back, and all that wait: they come again in this order, before those that follow. */
    private void bounce(Deliver deliver) {
        listener.bounced(deliver);
        bounceAll();
    }

    private void bounceAll() {
        bouncing = true;
        undecided.drain(listener::bounced);
    }

    /** The first failure counts; others may follow from it. One that has not started has got no waves, and fails at once. */
    private void fail(RuntimeException cause) {
        if (judge == null) {
            throw cause;
        }
        if (failure == null) {
            failure = cause;
            bounceAll();
            listener.failing();
        }
    }

    private void enter(Deliver deliver, RouteMatch match) {
        if (travels.isFull()) {
            answer(deliver, Reply.of(Faults.tooMany("'" + record.point() + "'", travels.limit())));
        } else {
            goOn(new Travel(deliver, match));
        }
    }

    /** What is under way in a core that has failed ends with it, also what breaks the actor itself. */
    private void goOn(Travel travel) {
        if (failure != null) {
            travels.add(travel);
            return;
        }
        try {
            go(travel);
        } catch (RuntimeException e) {
            finish(travel, Reply.of(HyperspaceException.faultOf(e)));
            fail(e);
        } catch (Error e) {
            travels.add(travel);
            throw e;
        }
    }

    /** Makes one stop after the other for as long as they answer at once. */
    private void go(Travel travel) {
        CompletionStage<Reply> answer = shell.advance(travel);
        while (answer != null) {
            var done = answer.toCompletableFuture();
            if (!done.isDone() || done.isCompletedExceptionally()) {
                travels.add(travel);
                getContext().pipeToSelf(answer, (reply, failure) -> new Answered(travel, reply, failure));
                return;
            }
            Reply reply = done.join();
            if (reply.status() >= 400) {
                finish(travel, reply);
                return;
            }
            travel.answered(reply);
            answer = shell.advance(travel);
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
            goOn(travel);
        }
        return this;
    }

    private void finish(Travel travel, Reply reply) {
        travels.remove(travel);
        end(travel, reply);
    }

    private void end(Travel travel, Reply reply) {
        boolean isStored = state != null && travel.isOfCoreAlone() && state.isStored(travel.origin(), reply);
        answering.answer(travel.deliver(), travel.ending(record.point(), reply), isStored);
    }

    private void answer(Deliver deliver, Reply reply) {
        answering.answer(deliver, reply, false);
    }

    /** What durable state says of a wave before the core is asked. */
    private @Nullable Reply before(Directed wave) {
        return state == null ? null : state.before(wave);
    }

    private Behavior<ParticleCommand> onOpenState(OpenState open) {
        state = open.state();
        Behavior<StateKeeper.Command> behavior =
                StateKeeper.create(record.incarnation(), around.settings(), open.state());
        ActorRef<StateKeeper.Command> keeper = getContext().spawn(behavior, "state");
        open.state().attach(keeper);
        keeper.tell(new StateKeeper.Open(open.opened()));
        return this;
    }

    /** What is on disk is not known: the particle ends, and starts again from what it finds there. */
    private Behavior<ParticleCommand> onStateUnknown() {
        fail(new Failed(Faults.notReady("the durable state of '" + record.point() + "'"), null));
        return this;
    }

    private Behavior<ParticleCommand> onLeave(Leave leave) {
        if (failure != null) {
            return crash(failure);
        }
        bounceAll();
        if (travels.isEmpty()) {
            saving = saving || Carried.save(getContext(), core, leave);
            return saving ? this : Behaviors.stopped();
        }
        leave.busy().tell(new StillBusy(record.incarnation()));
        return this;
    }

    /** Nothing has entered since memory was saved, for whatever came was given back. */
    private Behavior<ParticleCommand> onSaved(Carried.Saved saved) {
        if (failure != null) {
            return crash(failure);
        }
        saving = false;
        return saved.tell(record, listener) ? Behaviors.stopped() : this;
    }

    /**
     * Ends the particle for what its core threw. It is not thrown on: what the actor system does about a failed actor, a line
     * in the log each time among it, costs the neighbours of one that fails in a loop more than the particle does.
     */
    private Behavior<ParticleCommand> crash(RuntimeException reason) {
        listener.crashed(reason);
        return Behaviors.stopped();
    }

    /** One that has failed only waits to be asked to stop. */
    private Behavior<ParticleCommand> onRest(Rest rest) {
        rest.replyTo().tell(new Rests(record.incarnation(), rest.given(), failure == null && isBusy()));
        return this;
    }

    private boolean isBusy() {
        return !undecided.isEmpty() || !travels.isEmpty();
    }

    private Behavior<ParticleCommand> onPassivate(Passivate passivate) {
        if (failure != null) {
            return crash(failure);
        }
        if (isBusy() || !(core.isPassivatable() || passivate.evenIfKept())) {
            passivate.busy().tell(new StillBusy(record.incarnation()));
            return this;
        }
        return Behaviors.stopped();
    }

    private Behavior<ParticleCommand> onStop() {
        Reply gone = Reply.of(Faults.notReady("'" + record.point() + "'"));
        undecided.drain(deliver -> answer(deliver, gone));
        travels.forEach(travel -> end(travel, gone));
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
