package io.hyperspace.drivers.mechtron;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.typesafe.config.ConfigFactory;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Method;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The frames that a guest hands to its host. */
final class WaveRunTest {

    private static final ObjectMapper CBOR = new ObjectMapper(new CBORFactory());
    private static final Point GUEST = Point.parse("localhost:guest");

    private final MemoryWorld world = new MemoryWorld();
    private final MemoryContext context = new MemoryContext(
            world,
            new ParticleRecord(
                    GUEST, Incarnation.next(), Kind.MECHTRON, Agent.HYPERUSER, Map.of(), Status.READY, null, 1),
            new HashMap<>());
    private final WaveRun run = new WaveRun(
            new GuestHost(GuestSettings.of(ConfigFactory.load().getConfig("hyperspace")), Map.of()),
            context,
            null,
            MemoryWorld.ping(GUEST, Method.ext("X"), "/", Substance.Empty.INSTANCE, Duration.ofSeconds(5)));

    @AfterEach
    void stop() {
        world.close();
    }

    private JsonNode send(Map<String, Object> frame) throws IOException {
        return CBOR.readTree(run.wave(CBOR.writeValueAsBytes(frame)));
    }

    @Test
    void aRippleIsAcceptedAtOnceAndLeavesWhenTheWaveHasSucceeded() throws IOException {
        JsonNode answer = send(Map.of("kind", "Ripple", "to", "localhost:**<User>", "method", "Ext<News>"));

        assertThat(answer.path("kind").asText()).isEqualTo("Pong");
        assertThat(answer.path("status").asInt()).isEqualTo(202);
        assertThat(context.ripples).isEmpty();

        run.sendRipples();

        assertThat(context.ripples).singleElement().satisfies(ripple -> {
            assertThat(ripple.to()).isEqualTo(Language.selector("localhost:**<User>"));
            assertThat(ripple.method()).isEqualTo(Method.ext("News"));
        });
    }

    @Test
    void methodsOfTheInfrastructureAreRefusedInARippleToo() throws IOException {
        JsonNode answer = send(Map.of("kind", "Ripple", "to", "**", "method", "Hyp<Assign>"));

        run.sendRipples();

        assertThat(answer.path("status").asInt()).isEqualTo(403);
        assertThat(context.ripples).isEmpty();
    }
}
