package io.hyperspace.drivers.global;

import io.hyperspace.driver.Reply;
import io.hyperspace.driver.Waves;
import io.hyperspace.drivers.content.Bodies;
import io.hyperspace.drivers.content.ContentTypes;
import io.hyperspace.provision.Blobs;
import io.hyperspace.space.command.Body;
import io.hyperspace.space.command.Command;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Head;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.Signal;
import io.hyperspace.space.wave.WaveId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Sends the waves of commands: on the authority of who gave the command, by the deadline of the wave that brought it.
 * Whether they may is the target's to check.
 */
final class Sender {

    private final Waves waves;
    private final Blobs blobs;
    private final long maxResult;

    Sender(Waves waves, Blobs blobs, long maxResult) {
        this.waves = waves;
        this.blobs = blobs;
        this.maxResult = maxResult;
    }

    CompletionStage<Reply> send(Execution execution, Command.Send send) {
        if (send.method().family() == Method.Family.HYP) {
            throw Faults.infrastructureOnly(send.method().toString()).toException();
        }
        return body(execution, send.body()).thenCompose(body -> {
            Head head = head(execution.cause(), send.method(), send.uri(), body);
            if (send.answered()) {
                return waves.ping(new Ping(head, send.to())).thenApply(pong -> Results.pong(pong, maxResult));
            }
            return waves.signal(new Signal(head, send.to())).thenApply(accepted -> Results.sent(head.id()));
        });
    }

    /** Asks a particle for its state. */
    CompletionStage<Reply> state(Execution execution, Point point) {
        Head head = head(execution.cause(), Method.READ, "/", Substance.Empty.INSTANCE);
        CompletionStage<Pong> pong = waves.ping(new Ping(head, point));
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

    private static Head head(Directed cause, Method method, String uri, Substance body) {
        return new Head(
                WaveId.next(),
                GlobalDriver.EXECUTOR,
                cause.agent(),
                method,
                uri,
                Headers.NONE,
                body,
                Handling.IMMEDIATE,
                cause.deadline(),
                cause.head().chainWith(GlobalDriver.EXECUTOR));
    }
}
