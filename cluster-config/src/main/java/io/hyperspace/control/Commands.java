package io.hyperspace.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.hyperspace.driver.Services;
import io.hyperspace.driver.Waves;
import io.hyperspace.drivers.global.ExecuteRequest;
import io.hyperspace.drivers.global.GlobalDriver;
import io.hyperspace.provision.Digest;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.kind.Kind;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs command lines by pinging the executor, on the authority of who gives them. */
public final class Commands {

    private static final Logger LOG = LoggerFactory.getLogger(Commands.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Waves waves;
    private final Supplier<Set<Kind>> kinds;
    private final Duration timeout;

    public Commands(Services services, Duration timeout) {
        this.waves = services.waves();
        this.kinds = services.kinds();
        this.timeout = timeout;
    }

    /**
     * Runs one command line as the hyperuser.
     *
     * @param uploads by the name that the command gives them in {@code ^[ … ]}
     * @return the result; refusals are results too, the stage does not fail
     */
    public CompletionStage<CommandResult> run(String command, Map<String, Digest> uploads) {
        return run(new CommandCall(command, uploads), new Caller(Agent.HYPERUSER, false, null), Headers.NONE);
    }

    /**
     * Runs what a caller asks for; that the hyperuser acts as another is logged.
     *
     * @param trace what the call says of a trace
     */
    CompletionStage<CommandResult> run(CommandCall call, Caller caller, Headers trace) {
        if (caller.acting()) {
            LOG.info("{}: {}", caller, CommandSummary.of(call.command(), kinds.get()));
        }
        Substance body = new ExecuteRequest(call.command(), call.uploads()).toSubstance();
        return ping(caller.agent(), GlobalDriver.EXECUTOR, GlobalDriver.EXECUTE, "/", trace, body)
                .thenApply(Commands::result)
                .exceptionally(Commands::failed);
    }

    /** Sends a ping as the hyperuser; faults come as pongs. */
    public CompletionStage<Pong> ping(Point to, Method method, String uri, Substance body) {
        return ping(Agent.HYPERUSER, to, method, uri, Headers.NONE, body);
    }

    private CompletionStage<Pong> ping(
            Agent agent, Point to, Method method, String uri, Headers headers, Substance body) {
        long deadline = System.currentTimeMillis() + timeout.toMillis();
        return waves.ping(new Ping(
                new Head(
                        WaveId.next(),
                        GlobalDriver.CONTROL,
                        agent,
                        method,
                        uri,
                        headers,
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
