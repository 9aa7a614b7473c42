package io.hyperspace.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperspace.space.security.Agent;
import io.hyperspace.space.wave.Ping;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ControlServerTest {

    private static final String COMMAND = "/v1/command";

    private final Path data;
    private final TestControl control;

    ControlServerTest(@TempDir Path data) {
        this.data = data;
        this.control = new TestControl(data, "");
    }

    @AfterAll
    void stop() {
        control.close();
    }

    @Test
    void healthNeedsNoSecret() {
        RawHttp.Answer answer = RawHttp.get("/v1/health").send(control.address());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"status\":200,\"result\":{\"ready\":true,\"name\":\"m1\"}}\n");
    }

    @Test
    void probesNeedNoSecretAndAMachineWithoutALeaseIsLiveButNotReady() {
        assertThat(probe("ready").body()).contains("\"ready\":true");
        assertThat(probe("live").body()).contains("\"live\":true");

        control.held.set(false);
        try {
            assertThat(probe("ready").status()).isEqualTo(503);
            assertThat(probe("live").status()).isEqualTo(200);
        } finally {
            control.held.set(true);
        }
    }

    private RawHttp.Answer probe(String which) {
        return RawHttp.get("/v1/health/" + which).send(control.address());
    }

    @Test
    void aMachineThatIsNotReadySaysSoAndTakesNoCommand() {
        control.ready.set(false);
        try {
            RawHttp.Answer health = RawHttp.get("/v1/health").send(control.address());
            RawHttp.Answer command = text("select **").bearer(control.secret).send(control.address());

            assertThat(health.status()).isEqualTo(503);
            assertThat(health.code()).isEqualTo("E0701");
            assertThat(command.status()).isEqualTo(503);
        } finally {
            control.ready.set(true);
        }
    }

    @Test
    void aCommandIsRunAsTheHyperuser() {
        RawHttp.Answer answer =
                text("create localhost<Space>").bearer(control.secret).send(control.address());

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"status\":201,\"result\":{\"point\":\"localhost\",\"kind\":\"Space\",\"status\":\"Ready\"}}\n");
        Ping ping = control.executor.pings.stream()
                .reduce((first, second) -> second)
                .orElseThrow();
        assertThat(ping.agent()).isEqualTo(Agent.HYPERUSER);
        assertThat(ping.method()).hasToString("Cmd<Execute>");
        assertThat(ping.from()).hasToString("<<central:jump[0]>>::control");
        assertThat(ping.deadline()).isBetween(System.currentTimeMillis(), System.currentTimeMillis() + 60_000);
    }

    @Test
    void aCommandMayComeAsJson() {
        RawHttp.Answer answer = RawHttp.post(COMMAND, "application/json", "{\"command\":\"get localhost\"}")
                .bearer(control.secret)
                .send(control.address());

        assertThat(answer.body()).isEqualTo("{\"status\":200,\"result\":{\"greeting\":\"hello\"}}\n");
    }

    @Test
    void aRefusalKeepsItsSpanItsHelpAndItsExcerpt() {
        RawHttp.Answer answer =
                text("create localhost<Sapce>").bearer(control.secret).send(control.address());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/error/span").toString())
                .isEqualTo("{\"source\":\"command\",\"line\":1,\"column\":18,\"length\":5}");
        assertThat(answer.json().at("/error/help/0").asText()).isEqualTo("did you mean 'Space'?");
        assertThat(answer.json().at("/error/excerpt").asText()).contains("^^^^^ not a kind known here");
    }

    @ParameterizedTest
    @ValueSource(strings = {COMMAND, "/v1/nothing", "/", "/v1/metrics"})
    void withoutTheSecretEveryPathIsRefused(String path) {
        RawHttp.Answer answer = RawHttp.get(path).send(control.address());

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("E0303");
        assertThat(answer.head()).contains("WWW-Authenticate: Bearer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "Bearer x", "Basic abc", "Bearer AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void aWrongSecretIsRefused(String authorization) {
        RawHttp.Answer answer =
                text("select **").header("Authorization", authorization).send(control.address());

        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    void anUnknownPathIs404() {
        RawHttp.Answer answer =
                RawHttp.get("/v1/nothing").bearer(control.secret).send(control.address());

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().at("/error/message").asText()).isEqualTo("there is no call /v1/nothing");
    }

    @Test
    void aWrongMethodIs405() {
        RawHttp.Answer command = RawHttp.get(COMMAND).bearer(control.secret).send(control.address());
        RawHttp.Answer health = RawHttp.post("/v1/health", "text/plain", "")
                .bearer(control.secret)
                .send(control.address());

        assertThat(command.status()).isEqualTo(405);
        assertThat(health.status()).isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:4343", "127.0.0.1.evil.example", "localhost.evil.example"})
    void aForeignHostIsRefusedEvenForHealth(String host) {
        RawHttp.Answer answer = RawHttp.get("/v1/health").header("Host", host).send(control.address());

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("E0743");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:4343", "LOCALHOST", "127.0.0.1", "[::1]:4343"})
    void theNamesOfLoopbackAreTaken(String host) {
        RawHttp.Answer answer = RawHttp.get("/v1/health").header("Host", host).send(control.address());

        assertThat(answer.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "null", "https://127.0.0.1:1", "http://localhost:1"})
    void aForeignOriginIsRefusedEvenWithTheSecret(String origin) {
        RawHttp.Answer answer = text("select **")
                .bearer(control.secret)
                .header("Origin", origin)
                .send(control.address());

        assertThat(answer.status()).isEqualTo(403);
    }

    @Test
    void theSameOriginIsTaken() {
        RawHttp.Answer answer = text("get localhost")
                .bearer(control.secret)
                .header("Origin", "http://" + control.control())
                .send(control.address());

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void aSecondServerOnTheSamePortIsRefusedWithAFault() {
        int port = control.address().getPort();

        assertThatThrownBy(() -> new TestControl(data, "hyperspace.control.port = " + port))
                .hasMessageContaining("E0746: cannot listen on 127.0.0.1:" + port);
    }

    private static RawHttp text(String command) {
        return RawHttp.post(COMMAND, "text/plain; charset=UTF-8", command);
    }
}
