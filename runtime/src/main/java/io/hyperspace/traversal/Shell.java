package io.hyperspace.traversal;

import io.hyperspace.driver.Particle;
import io.hyperspace.driver.Reply;
import io.hyperspace.driver.Waves;
import io.hyperspace.space.bind.Stop;
import io.hyperspace.space.language.Environment;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Head;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.WaveId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The layer between field and core: makes the stops of a pipeline and sends on what goes to other particles. */
final class Shell {

    private final Point point;
    private final Particle core;
    private final Waves waves;
    private final Map<String, String> variables;

    /** @param variables what the stops of the particle's bind may use beside what its paths captured */
    Shell(Point point, Particle core, Waves waves, Map<String, String> variables) {
        this.point = point;
        this.core = core;
        this.waves = waves;
        this.variables = Map.copyOf(variables);
    }

    /** Makes the next stop of a travel; null when the wave is to be reflected with what it has. */
    @Nullable CompletionStage<Reply> advance(Travel travel) {
        Stop stop = travel.nextStop();
        if (stop == null || stop instanceof Stop.Reflect) {
            return null;
        }
        try {
            return stop instanceof Stop.To to ? send(travel, to) : core.handle(travel.wave());
        } catch (io.hyperspace.space.error.HyperspaceException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * Sends a wave on. It keeps its agent for as long as its body is the sender's own; what a stop has answered goes on
     * in the name of this particle, or a particle could have its words obeyed as its caller's.
     */
    private CompletionStage<Reply> send(Travel travel, Stop.To to) {
        Map<String, String> named = new HashMap<>(variables);
        named.putAll(travel.captures());
        Environment environment = new Environment(point, named);
        Point target = Language.point(to.point(), environment);
        Directed wave = travel.wave();
        Method method = to.method() == null ? wave.method() : to.method();
        String uri = to.path() == null ? wave.uri() : Language.interpolate(to.path(), environment) + query(wave.uri());
        Head head = wave.head();
        Head onward = new Head(
                WaveId.next(),
                point,
                travel.hasAnswer() ? Agent.of(point) : head.agent(),
                method,
                uri,
                head.headers(),
                head.body(),
                head.handling(),
                head.deadline(),
                head.chainWith(point));
        return waves.ping(new Ping(onward, target))
                .thenApply(pong -> new Reply(pong.status(), pong.headers(), pong.body()));
    }

    private static String query(String uri) {
        int at = uri.indexOf('?');
        return at < 0 ? "" : uri.substring(at);
    }
}
