package io.hyperspace.drivers.global;

import io.hyperspace.driver.Reply;
import io.hyperspace.driver.Waves;
import io.hyperspace.drivers.content.Bodies;
import io.hyperspace.drivers.content.ContentTypes;
import io.hyperspace.provision.Blobs;
import io.hyperspace.ripple.Bounce;
import io.hyperspace.ripple.EchoList;
import io.hyperspace.space.command.Body;
import io.hyperspace.space.command.Command;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.trace.TraceHeaders;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Head;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.Ripple;
import io.hyperspace.space.wave.Signal;
import io.hyperspace.space.wave.WaveId;
import io.hyperspace.trace.Layer;
import io.hyperspace.trace.Tracer;
import io.hyperspace.watch.WatchEvent;
import io.hyperspace.watch.Watches;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Sends the waves of commands: on the authority of who gave the command, by the deadline of the wave that brought it.
 * Whether they may is the target's to check.
 */
final class Sender {

    private final Waves waves;
    private final Watches watches;
    private final Blobs blobs;
    private final long maxResult;
    private final Tracer tracer;

    Sender(Waves waves, Watches watches, Blobs blobs, long maxResult, Tracer tracer) {
        this.watches = watches;
        this.waves = waves;
        this.blobs = blobs;
        this.maxResult = maxResult;
        this.tracer = tracer;
    }

    CompletionStage<Reply> send(Execution execution, Command.Send send) {
        if (send.method().family() == Method.Family.HYP) {
            throw Faults.infrastructureOnly(send.method().toString()).toException();
        }
        return body(execution, send.body()).thenCompose(body -> {
            Head head = head(execution.cause(), send.method(), send.uri(), body);
            if (send.answered()) {
                return waves.ping(caused(execution, new Ping(head, send.to())))
                        .thenApply(pong -> Results.pong(pong, maxResult));
            }
            return waves.signal(caused(execution, new Signal(head, send.to())))
                    .thenApply(accepted -> Results.sent(head.id()));
        });
    }

    /**
     * Sends a ripple and gathers the echoes. It ends before the command does, for whoever waits for the command could not be
     * told anything any more after that.
     */
    CompletionStage<Reply> ripple(Execution execution, Command.Ripple ripple) {
        if (ripple.method().family() == Method.Family.HYP) {
            throw Faults.infrastructureOnly(ripple.method().toString()).toException();
        }
        return body(execution, ripple.body()).thenCompose(body -> {
            Head head = head(execution.cause(), ripple.method(), ripple.uri(), body);
            EchoList echoes = new EchoList(maxResult);
            Duration left = Duration.ofMillis(Math.max(0, head.deadline() - System.currentTimeMillis()));
            Bounce bounce = Bounce.all(left.multipliedBy(9).dividedBy(10));
            return waves.ripple(caused(execution, new Ripple(head, ripple.to())), bounce, echoes)
                    .thenApply(outcome -> Results.ripple(outcome, echoes));
        });
    }

    /** Tells those who watch a particle something; whether the agent may speak for it has been checked. */
    CompletionStage<Reply> tellWatchers(Execution execution, Command.RippleWatchers ripple) {
        WaveId id = WaveId.next();
        return body(execution, ripple.body())
                .thenCompose(body -> watches.tell(new WatchEvent.Rippled(
                        ripple.of(), id, GlobalDriver.EXECUTOR, ripple.method(), ripple.uri(), body)))
                .thenApply(reached -> Results.told(id, reached));
    }

    /** Asks a particle for its state. */
    CompletionStage<Reply> state(Execution execution, Point point) {
        Head head = head(execution.cause(), Method.READ, "/", Substance.Empty.INSTANCE);
        CompletionStage<Pong> pong = waves.ping(caused(execution, new Ping(head, point)));
        return pong.thenApply(answer -> Results.state(answer, maxResult));
    }

    private CompletionStage<Substance> body(Execution execution, Body body) {
        String upload = body.upload();
        if (upload == null) {
            return CompletableFuture.completedFuture(body.substance());
        }
        return blobs.get(execution.request().upload(upload))
                .thenApply(bytes -> Bodies.of(ContentTypes.ofFileName(upload), bytes));
    }

    private <W extends Directed> W caused(Execution execution, W wave) {
        tracer.caused(wave, Layer.CAUSED, execution.cause(), GlobalDriver.EXECUTOR);
        return wave;
    }

    private static Head head(Directed cause, Method method, String uri, Substance body) {
        WaveId id = WaveId.next();
        return new Head(
                id,
                GlobalDriver.EXECUTOR,
                cause.agent(),
                method,
                uri,
                TraceHeaders.onward(Headers.NONE, cause, id),
                body,
                Handling.IMMEDIATE,
                cause.deadline(),
                cause.head().chainWith(GlobalDriver.EXECUTOR));
    }
}
