package io.hyperspace.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.hyperspace.driver.Waves;
import io.hyperspace.provision.Digest;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Head;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.WaveId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs command lines as the hyperuser, by pinging the executor. */
public final class Commands {

    /** Where commands and pings from outside come from. */
    public static final Point CONTROL = Point.parse("<<central:jump[0]>>::control");

    private static final Logger LOG = LoggerFactory.getLogger(Commands.class);
    private static final Point EXECUTOR = Point.parse("GLOBAL::executor");
    private static final Method EXECUTE = Method.cmd("Execute");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Waves waves;
    private final Duration timeout;

    public Commands(Waves waves, Duration timeout) {
        this.waves = waves;
        this.timeout = timeout;
    }

    /**
     * Runs one command line.
     *
     * @param uploads by the name that the command gives them in {@code ^[ … ]}
     * @return the result; refusals are results too, the stage does not fail
     */
    public CompletionStage<CommandResult> run(String command, Map<String, Digest> uploads) {
        Map<String, Substance> digests = new HashMap<>();
        uploads.forEach((name, digest) -> digests.put(name, Substance.text(digest.hex())));
        Substance body = new Substance.MapOf(
                Map.of("command", Substance.text(command), "uploads", new Substance.MapOf(digests)));
        return ping(EXECUTOR, EXECUTE, "/", body).thenApply(Commands::result).exceptionally(Commands::failed);
    }

    /** Sends a ping as the hyperuser; faults come as pongs. */
    public CompletionStage<Pong> ping(Point to, Method method, String uri, Substance body) {
        long deadline = System.currentTimeMillis() + timeout.toMillis();
        return waves.ping(new Ping(
                new Head(
                        WaveId.next(),
                        CONTROL,
                        Agent.HYPERUSER,
                        method,
                        uri,
                        Headers.NONE,
                        body,
                        Handling.IMMEDIATE,
                        deadline,
                        List.of()),
                to));
    }

    private static CommandResult result(Pong pong) {
        Substance body = pong.body();
        if (body instanceof Substance.Err err) {
            return CommandResult.of(err.value());
        }
        if (body instanceof Substance.Json json) {
            return CommandResult.of(pong.status(), parse(json.value()));
        }
        if (body instanceof Substance.Text text) {
            return CommandResult.of(pong.status(), TextNode.valueOf(text.value()));
        }
        if (body instanceof Substance.Empty) {
            return CommandResult.of(pong.status(), NullNode.getInstance());
        }
        throw new IllegalStateException("the executor answered with a " + body.kindName());
    }

    private static CommandResult failed(Throwable failure) {
        LOG.error("A command could not be run", failure);
        return CommandResult.of(HyperspaceException.faultOf(failure));
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the executor answers with valid JSON", e);
        }
    }
}
