package io.hyperspace.traversal;

import io.hyperspace.delivery.Passing;
import io.hyperspace.driver.Reply;
import io.hyperspace.space.bind.PayloadPattern;
import io.hyperspace.space.bind.PayloadPattern.Validation;
import io.hyperspace.space.bind.RouteMatch;
import io.hyperspace.space.bind.Step;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Head;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.WaveId;
import io.hyperspace.traversal.ParticleCommand.Deliver;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One wave on its way through the pipeline of one particle. Belongs to the particle's actor. */
final class Travel {

    private final Directed wave;
    private final Deliver deliver;
    private final List<Step> steps;
    private final Map<String, String> captures;
    private @Nullable Deque<Validation> validations;
    private int next;
    private int cores;
    private int sent;
    private boolean isAtCore;
    private boolean hasRun;
    private boolean checked;
    private boolean validating;
    private @Nullable Reply last;

    Travel(Deliver deliver, RouteMatch match) {
        this.deliver = deliver;
        this.wave = deliver.wave();
        this.steps = match.route().pipeline().steps();
        this.captures = match.captures();
    }

    /** The step to take now, or null at the end. */
    @Nullable Step step() {
        return next < steps.size() ? steps.get(next) : null;
    }

    /** Holds the body against what the step asks, once; what does not fit is given, what is to be validated is kept. */
    PayloadPattern.@Nullable Misfit check(Step step) {
        PayloadPattern pattern = step.payload();
        if (checked || pattern == null) {
            return null;
        }
        checked = true;
        PayloadPattern.Fit fit = pattern.fit(body());
        if (!fit.validations().isEmpty()) {
            validations = new ArrayDeque<>(fit.validations());
        }
        return fit.misfit();
    }

    /** The validation to ask for next, or null when the step may be taken. */
    @Nullable Validation nextValidation() {
        Validation validation = validations == null ? null : validations.poll();
        validating = validation != null;
        return validation;
    }

    /** The step is taken. */
    void goOn() {
        next++;
        checked = false;
    }

    private Substance body() {
        return last == null ? wave.body() : last.body();
    }

    /** The wave as the next stop sees it: with the body that the last stop answered. */
    Directed wave() {
        if (last == null) {
            return wave;
        }
        return with(wave.id(), last.body());
    }

    /**
     * The wave as the core sees it. If a pipeline comes to the core a second time, that is another wave for durable state,
     * whose id follows from the first.
     */
    Directed waveForCore() {
        cores++;
        isAtCore = true;
        return cores == 1 ? wave() : with(wave.id().derived(-cores), body());
    }

    /** Whether the core was asked once, and nobody else anything. */
    boolean isOfCoreAlone() {
        return cores == 1 && sent == 0;
    }

    /** The id of the next wave that this one sends on: of one that is kept the same each time, for it may come again. */
    WaveId nextId() {
        sent++;
        return wave.head().handling() == Handling.IMMEDIATE
                ? WaveId.next()
                : wave.id().derived(sent);
    }

    private Directed with(WaveId id, Substance body) {
        Head head = wave.head();
        return wave.withHead(new Head(
                id,
                head.from(),
                head.agent(),
                head.method(),
                head.uri(),
                head.headers(),
                body,
                head.handling(),
                head.deadline(),
                head.chain(),
                id.equals(head.id()) ? head.sequence() : null));
    }

    /** Whether the body that goes on is no longer the sender's own. */
    boolean hasAnswer() {
        return last != null;
    }

    /** The wave as it came. */
    Directed origin() {
        return wave;
    }

    Map<String, String> captures() {
        return captures;
    }

    /** Takes an answer; what admits a body takes nothing's place. */
    void answered(Reply reply) {
        hasRun |= isAtCore;
        isAtCore = false;
        if (!validating || reply.status() >= 400) {
            this.last = reply;
        }
    }

    /** What the last stop answered; an empty 200 when there was none. */
    Reply reply() {
        return last == null ? new Reply(200, Headers.NONE, wave.body()) : last;
    }

    /** The wave as gravity gave it. */
    Deliver deliver() {
        return deliver;
    }

    /**
     * What to answer for a reply that ends this. A queued wave comes again after a fault that passes; one that the core has
     * begun must not, for it would run twice. A durable one may, unless the particle has committed it.
     */
    Reply ending(Point particle, Reply reply) {
        boolean isQueued = wave.head().handling() == Handling.QUEUED;
        if (!isQueued || !(reply.body() instanceof Substance.Err err) || !Passing.isPassing(err.value())) {
            return reply;
        }
        Fault fault = err.value();
        boolean isBegun = hasRun || (isAtCore && !Passing.isUntouched(fault));
        return isBegun ? Reply.of(Faults.halfDone(particle.toString(), fault.message())) : reply;
    }
}
