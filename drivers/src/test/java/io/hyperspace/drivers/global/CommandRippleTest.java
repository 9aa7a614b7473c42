package io.hyperspace.drivers.global;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.codec.SpaceJson;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.Ripple;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class CommandRippleTest extends ExecutorTests {

    private static final Agent SCOTT = Agent.of(Point.parse("hyperspace:users:scott"));

    @BeforeEach
    void withParticles() {
        run("create localhost<Space>");
        run("create localhost:a<Base>");
        run("create localhost:b<Base>");
    }

    private static String text(Pong pong) {
        return ((Substance.Json) pong.body()).value();
    }

    @Test
    void everyTargetAnswersWithAnEcho() {
        Pong pong = run("ripple localhost:* Cmd<Read>");

        var json = SpaceJson.parse(text(pong).getBytes(StandardCharsets.UTF_8));
        assertThat(pong.status()).isEqualTo(200);
        assertThat(json.path("targets").asInt()).isEqualTo(2);
        assertThat(json.path("answered").asInt()).isEqualTo(2);
        assertThat(json.at("/echoes/0/from").asText()).isEqualTo("localhost:a");
        assertThat(json.at("/echoes/1/from").asText()).isEqualTo("localhost:b");
        assertThat(json.at("/echoes/0/status").asInt()).isEqualTo(200);
    }

    @Test
    void theStatusSaysWhetherAnybodyAnsweredWell() {
        assertThat(run("ripple localhost:* Ext<Nothing>").status()).isEqualTo(404);
        assertThat(text(run("ripple localhost:* Ext<Nothing>"))).contains("\"failed\":2");
        assertThat(run("ripple localhost:nowhere:* Cmd<Read>").status()).isEqualTo(404);
    }

    @Test
    void whatAnAgentMayNotSeeGetsNothingAndLeavesNoTrace() {
        Pong pong = run(SCOTT, "ripple localhost:* Cmd<Read>", Map.of());

        assertThat(pong.status()).isEqualTo(404);
        assertThat(text(pong)).contains("\"targets\":0").contains("\"echoes\":[]");
    }

    @Test
    void itGoesOutOnTheAuthorityOfWhoGaveTheCommandAndEndsBeforeItDoes() {
        run(SCOTT, "ripple localhost:* Cmd<Read>", Map.of());

        Directed ripple = hyperverse.sent().stream()
                .filter(Ripple.class::isInstance)
                .findFirst()
                .orElseThrow();
        assertThat(ripple.agent()).isEqualTo(SCOTT);
        assertThat(ripple.from()).isEqualTo(GlobalDriver.EXECUTOR);
    }

    @Test
    void methodsOfTheInfrastructureAreRefused() {
        assertThat(run("ripple localhost:* Hyp<Assign>").status()).isEqualTo(403);
    }
}
