package io.hyperspace.traversal;

import io.hyperspace.driver.Particle;
import io.hyperspace.driver.Reply;
import io.hyperspace.driver.Waves;
import io.hyperspace.space.bind.PayloadPattern.Misfit;
import io.hyperspace.space.bind.PayloadPattern.Validation;
import io.hyperspace.space.bind.Step;
import io.hyperspace.space.bind.Stop;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.language.Environment;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.trace.TraceHeaders;
import io.hyperspace.space.trace.TracedWave;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Head;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.WaveId;
import io.hyperspace.trace.Fate;
import io.hyperspace.trace.Layer;
import io.hyperspace.trace.Tracer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The layer between field and core: takes the steps of a pipeline, holds bodies against its
 * patterns and sends on what goes to other particles. */
final class Shell {

    private static final int MAX_MESSAGE = 200;
    /** What says nothing about the body: out of time, too much at once. */
    private static final Set<Integer> UNDECIDED = Set.of(408, 429);

    private final ParticleRecord record;
    private final Point point;
    private final Particle core;
    private final Function<Directed, @Nullable Reply> before;
    private final Waves waves;
    private final Tracer tracer;

    /**
     * @param record also says what the stops of the particle's bind may use beside what its paths captured
     * @param before what a wave is answered without asking the core; null when the core is to be asked
     */
    Shell(
            ParticleRecord record,
            Particle core,
            Function<Directed, @Nullable Reply> before,
            Waves waves,
            Tracer tracer) {
        this.record = record;
        this.point = record.point();
        this.core = core;
        this.before = before;
        this.waves = waves;
        this.tracer = tracer;
    }

    /** Takes the next step of a travel; null when the wave is to be reflected with what it has. */
    @Nullable CompletionStage<Reply> advance(Travel travel) {
        Step step = travel.step();
        if (step == null) {
            return null;
        }
        try {
            Misfit misfit = travel.check(step);
            if (misfit != null) {
                return refuse(travel, misfit);
            }
            Validation validation = travel.nextValidation();
            if (validation != null) {
                return validate(travel, validation);
            }
            travel.goOn();
            return stop(travel, step.stop());
        } catch (HyperspaceException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private @Nullable CompletionStage<Reply> stop(Travel travel, Stop stop) {
        if (stop instanceof Stop.Reflect) {
            return null;
        }
        return stop instanceof Stop.To to ? send(travel, to, travel.wave().body()) : core(travel.waveForCore());
    }

    private CompletionStage<Reply> core(Directed wave) {
        Reply known = before.apply(wave);
        if (known != null) {
            return CompletableFuture.completedFuture(known);
        }
        return TracedWave.of(wave) == null ? core.handle(wave) : traced(wave);
    }

    private CompletionStage<Reply> traced(Directed wave) {
        long begun = System.nanoTime();
        return core.handle(wave).whenComplete((reply, failure) -> {
            Fate fate = reply == null ? Fate.of(failure) : Fate.of(reply.status(), reply.body());
            tracer.left(wave, Layer.CORE, Traces.star(record), 0, fate.since(begun));
        });
    }

    /** A body that does not fit is the sender's mistake while it is the sender's own, else a mistake made here. */
    private CompletionStage<Reply> refuse(Travel travel, Misfit misfit) {
        if (travel.hasAnswer()) {
            Fault fault = Faults.answeredOtherwise(point.toString(), misfit.expected(), misfit.found());
            return CompletableFuture.failedFuture(fault.toException());
        }
        return CompletableFuture.completedFuture(Reply.of(Faults.payloadMismatch(misfit.expected(), misfit.found())));
    }

    /** Asks a particle whether a part of the body is good. One that cannot say now is answered for as it answers. */
    private CompletionStage<Reply> validate(Travel travel, Validation validation) {
        Point validator = target(travel, validation.call());
        return send(travel, validation.call(), validation.part()).thenApply(reply -> {
            boolean said = reply.status() < 500 && !UNDECIDED.contains(reply.status());
            return reply.status() < 400 || !said
                    ? reply
                    : Reply.of(Faults.notValid(validator.toString(), message(reply)));
        });
    }

    private static String message(Reply reply) {
        if (reply.body() instanceof Substance.Err err) {
            return err.value().message();
        }
        String text = reply.body() instanceof Substance.Text said ? said.value() : "status " + reply.status();
        return text.length() <= MAX_MESSAGE ? text : text.substring(0, text.offsetByCodePoints(0, MAX_MESSAGE)) + "…";
    }

    private Environment environment(Travel travel) {
        Map<String, String> named = new HashMap<>(Binds.variables(record));
        named.putAll(travel.captures());
        return new Environment(point, named);
    }

    private Point target(Travel travel, Stop.To to) {
        return Language.point(to.point(), environment(travel));
    }

    /**
     * Sends a wave on. It keeps its agent for as long as its body is the sender's own; what a stop has answered goes on
     * in the name of this particle, or a particle could have its words obeyed as its caller's.
     */
    private CompletionStage<Reply> send(Travel travel, Stop.To to, Substance body) {
        Environment environment = environment(travel);
        Point target = target(travel, to);
        Directed wave = travel.wave();
        Method method = to.method() == null ? wave.method() : to.method();
        String uri = to.path() == null ? wave.uri() : Language.interpolate(to.path(), environment) + query(wave.uri());
        Head head = wave.head();
        WaveId id = travel.nextId();
        Head onward = new Head(
                id,
                point,
                travel.hasAnswer() ? Agent.of(point) : head.agent(),
                method,
                uri,
                TraceHeaders.onward(head.headers(), wave, id),
                body,
                head.handling(),
                head.deadline(),
                head.chainWith(point));
        Ping ping = new Ping(onward, target);
        tracer.caused(ping, Layer.STOP, wave, target);
        return waves.ping(ping).thenApply(pong -> new Reply(pong.status(), pong.headers(), pong.body()));
    }

    private static String query(String uri) {
        int at = uri.indexOf('?');
        return at < 0 ? "" : uri.substring(at);
    }
}
