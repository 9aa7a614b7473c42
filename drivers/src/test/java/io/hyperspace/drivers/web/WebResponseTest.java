package io.hyperspace.drivers.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.Pong;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WebResponseTest extends WebTests {

    private void answer(int status, Headers headers, Substance body) {
        particle = ping -> pong(ping, status, headers, body);
    }

    @Test
    void theBodyOfThePongDecidesTheResponse() throws Exception {
        Map<Substance, String> types = new LinkedHashMap<>();
        types.put(Substance.text("grüß"), "text/plain; charset=UTF-8 grüß");
        types.put(new Substance.Json("{\"a\":1}"), "application/json {\"a\":1}");
        types.put(new Substance.Bin(new byte[] {'x'}), "application/octet-stream x");
        types.put(new Substance.Int(42), "application/json 42");
        types.put(new Substance.ListOf(List.of(Substance.text("a"))), "application/json [\"a\"]");

        for (Map.Entry<Substance, String> type : types.entrySet()) {
            answer(201, Headers.NONE, type.getKey());
            HttpResponse<String> response = get("/");

            assertThat(response.statusCode()).isEqualTo(201);
            assertThat(response.headers().firstValue("content-type").orElse("none") + " " + response.body())
                    .isEqualTo(type.getValue());
        }
    }

    @Test
    void theHeadersOfThePongGoAlong() throws Exception {
        answer(
                200,
                new Headers(Map.of(
                        "content-type", List.of("text/html; charset=utf-8"),
                        "etag", List.of("\"abc\""),
                        "set-cookie", List.of("a=1", "b=2"),
                        "connection", List.of("x-hop"),
                        "x-hop", List.of("1"),
                        "content-length", List.of("3"))),
                Substance.text("<p>hello</p>"));

        HttpResponse<String> response = get("/");

        assertThat(response.body()).isEqualTo("<p>hello</p>");
        assertThat(response.headers().firstValue("content-type")).hasValue("text/html; charset=UTF-8");
        assertThat(response.headers().firstValue("etag")).hasValue("\"abc\"");
        assertThat(response.headers().allValues("set-cookie")).containsExactlyInAnyOrder("a=1", "b=2");
        assertThat(response.headers().firstValue("x-hop")).isEmpty();
        assertThat(response.headers().firstValue("x-content-type-options")).hasValue("nosniff");
        assertThat(response.headers().firstValue("server")).isEmpty();
    }

    @Test
    void aHeaderCannotSplitTheResponse() throws Exception {
        answer(
                200,
                new Headers(Map.of(
                        "x-evil", List.of("a\r\nx-injected: 1"),
                        "x y", List.of("1"),
                        "x-frame-options", List.of("DENY"))),
                Substance.text("ok"));

        HttpResponse<String> response = get("/");

        assertThat(response.body()).isEqualTo("ok");
        assertThat(response.headers().map()).doesNotContainKeys("x-evil", "x-injected", "x y");
        assertThat(response.headers().allValues("x-frame-options")).containsExactly("DENY");
    }

    @Test
    void aFaultHasTheHousesShape() throws Exception {
        particle = ping -> pong(ping, 403, Headers.NONE, new Substance.Err(Faults.forbidden("execute", "localhost")));

        HttpResponse<String> response = get("/");

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(response.body())
                .isEqualTo("{\"status\":403,\"error\":{\"code\":\"E0301\","
                        + "\"message\":\"permission 'execute' is missing on 'localhost'\",\"help\":[]}}");
    }

    @Test
    void headTellsTheLengthOfWhatItLeavesOut() throws Exception {
        answer(
                200,
                new Headers(Map.of("content-length", List.of("1234"), "content-type", List.of("image/png"))),
                Substance.Empty.INSTANCE);

        HttpResponse<String> response = send(request("/").method("HEAD", BodyPublishers.noBody()));

        assertThat(response.headers().firstValue("content-length")).hasValue("1234");
        assertThat(response.headers().firstValue("content-type")).hasValue("image/png");
        assertThat(response.body()).isEmpty();
    }

    @Test
    void headIsAnsweredWhereOnlyGetHasARoute() throws Exception {
        particle = ping -> ping.method().equals(Method.HTTP_GET)
                ? pong(ping, 200, Headers.NONE, Substance.text("hello"))
                : pong(ping, 404, Headers.NONE, new Substance.Err(Faults.noRoute("Http<Head>/")));

        HttpResponse<String> response = send(request("/").method("HEAD", BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-length")).hasValue("5");
        assertThat(response.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 304, 299, 418, 599})
    void anyFinalStatusGetsThrough(int status) throws Exception {
        answer(status, Headers.NONE, Substance.Empty.INSTANCE);

        assertThat(get("/").statusCode()).isEqualTo(status);
    }

    @Test
    void aStatusThatEndsNothingIsABadGateway() throws Exception {
        answer(100, Headers.NONE, Substance.Empty.INSTANCE);

        assertThat(get("/").statusCode()).isEqualTo(502);
    }

    @Test
    void aFailureOfOursIsFiveHundredWithoutDetails() throws Exception {
        particle = ping -> CompletableFuture.failedFuture(new IllegalStateException("inner secret"));

        HttpResponse<String> response = get("/");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).doesNotContain("inner secret");
    }

    @Test
    void aParticleTellsTheAddressAndTheCounters() throws Exception {
        hyperverse.with(List.of(new WebDriver()));
        hyperverse.registry().create("localhost", Kind.SPACE);
        hyperverse.registry().create("localhost:web", Kind.WEB);
        get("/");
        answer(404, Headers.NONE, Substance.Empty.INSTANCE);
        get("/");

        Pong pong =
                hyperverse.ping(Agent.HYPERUSER, "localhost:web", Method.READ, Headers.NONE, Substance.Empty.INSTANCE);

        assertThat(pong.body())
                .isEqualTo(new Substance.Json("{\"point\":\"localhost:web\",\"ingresses\":[{\"address\":\"127.0.0.1:"
                        + ingress.address().getPort() + "\",\"requests\":2,\"in-flight\":0,"
                        + "\"answers\":{\"2xx\":1,\"3xx\":0,\"4xx\":1,\"5xx\":0}}]}"));
    }

    @Test
    void aPortThatIsTakenIsRefusedWithAHint() {
        int port = ingress.address().getPort();

        assertThatThrownBy(() -> WebIngress.start(services(), WebTests::agent, "127.0.0.1", port)
                        .toCompletableFuture()
                        .join())
                .hasCauseInstanceOf(HyperspaceException.class)
                .hasMessageContaining("cannot listen on 127.0.0.1:" + port);
    }
}
