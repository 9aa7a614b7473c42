package io.hyperspace.drivers.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperspace.driver.Services;
import io.hyperspace.driver.Waves;
import io.hyperspace.drivers.memory.InMemoryHyperverse;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Access;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.Signal;
import io.hyperspace.space.wave.WaveId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WebIngressTest implements Waves {

    private final InMemoryHyperverse hyperverse = InMemoryHyperverse.create(
            "hyperspace.web.max-body = 1000", "hyperspace.web.in-flight = 2", "hyperspace.web.timeout = 5s");
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Ping> pings = new CopyOnWriteArrayList<>();
    private volatile Function<Ping, CompletionStage<Pong>> particle =
            ping -> pong(ping, 200, Headers.NONE, Substance.Empty.INSTANCE);
    private WebIngress ingress;

    @BeforeEach
    void start() {
        ingress = WebIngress.start(services(), "127.0.0.1", 0)
                .toCompletableFuture()
                .join();
    }

    @AfterEach
    void stop() {
        ingress.stop().toCompletableFuture().join();
        hyperverse.close();
    }

    private Services services() {
        Services all = hyperverse.services();
        return new Services(all.system(), all.config(), all.registry(), all.blobs(), this, all.kinds());
    }

    @Override
    public CompletionStage<Pong> ping(Ping ping) {
        pings.add(ping);
        return particle.apply(ping);
    }

    @Override
    public void signal(Signal signal) {
        throw new AssertionError("the web sends pings alone");
    }

    @Override
    public CompletionStage<Access> access(Agent agent, Point point) {
        throw new AssertionError("the target checks access");
    }

    private static CompletionStage<Pong> pong(Ping ping, int status, Headers headers, Substance body) {
        return CompletableFuture.completedFuture(new Pong(WaveId.next(), ping.id(), ping.to(), status, headers, body));
    }

    private void answer(int status, Headers headers, Substance body) {
        particle = ping -> pong(ping, status, headers, body);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://localhost:" + ingress.address().getPort() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    /** Sends bytes as they are, and reads until the server closes. */
    private String raw(String request) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), ingress.address().getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private String rawGet(String host) throws IOException {
        return raw("GET /x HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    }

    @Test
    void aRequestBecomesAPingToTheSpaceOfItsHost() throws Exception {
        long before = System.currentTimeMillis();

        HttpResponse<String> response = send(request("/a/b%20c?x=1&y=%2F")
                .header("Accept", "text/html")
                .header("X-Many", "1")
                .header("X-Many", "2"));

        assertThat(response.statusCode()).isEqualTo(200);
        Ping ping = pings.get(0);
        assertThat(ping.to()).hasToString("localhost");
        assertThat(ping.method()).isEqualTo(Method.HTTP_GET);
        assertThat(ping.uri()).isEqualTo("/a/b%20c?x=1&y=%2F");
        assertThat(ping.agent()).isEqualTo(Agent.ANONYMOUS);
        assertThat(ping.from()).isEqualTo(WebIngress.POINT);
        assertThat(ping.body()).isEqualTo(Substance.Empty.INSTANCE);
        assertThat(ping.headers().first("accept")).isEqualTo("text/html");
        assertThat(ping.headers().values().get("x-many")).containsExactly("1", "2");
        assertThat(ping.deadline()).isBetween(before + 5_000, System.currentTimeMillis() + 5_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
    void methodsKeepTheirNames(String method) throws Exception {
        send(request("/").method(method, BodyPublishers.noBody()));

        String name = method.charAt(0) + method.substring(1).toLowerCase(java.util.Locale.ROOT);
        assertThat(pings.get(0).method()).isEqualTo(Method.http(name));
    }

    @Test
    void anotherMethodIsNotAllowed() throws Exception {
        assertThat(send(request("/").method("TRACE", BodyPublishers.noBody())).statusCode())
                .isEqualTo(405);
        assertThat(pings).isEmpty();
    }

    @Test
    void theHostPicksTheSpace() throws Exception {
        assertThat(rawGet("My-Domain.com:8080")).startsWith("HTTP/1.1 200");
        assertThat(rawGet("127.0.0.1")).startsWith("HTTP/1.1 200");
        assertThat(rawGet("[::1]:80")).startsWith("HTTP/1.1 200");

        assertThat(pings)
                .extracting(ping -> ping.to().toString())
                .containsExactly("my-domain.com", "localhost", "localhost");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a..b", "9lives.example", "x-", "under_score"})
    void aHostThatIsNoSpaceIsABadRequest(String host) throws Exception {
        assertThat(rawGet(host)).startsWith("HTTP/1.1 400");
        assertThat(pings).isEmpty();
    }

    @Test
    void headersOfTheConnectionAndCredentialsStayHere() throws Exception {
        raw(String.join(
                "\r\n",
                "GET / HTTP/1.1",
                "Host: localhost",
                "Connection: close, X-Secret-Hop",
                "X-Secret-Hop: 1",
                "Keep-Alive: 5",
                "TE: trailers",
                "Authorization: Bearer x",
                "X-Kept: 1",
                "",
                ""));

        assertThat(pings.get(0).headers().values()).containsOnlyKeys("host", "x-kept");
    }

    @Test
    void bodiesFollowTheirContentType() throws Exception {
        send(request("/").header("Content-Type", "text/plain; charset=UTF-8").POST(BodyPublishers.ofString("hello")));
        send(request("/")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("a=1")));
        send(request("/").header("Content-Type", "application/json").POST(BodyPublishers.ofString("{\"a\":1}")));
        send(request("/").POST(BodyPublishers.ofByteArray(new byte[] {1, 2})));

        assertThat(pings)
                .extracting(Ping::body)
                .containsExactly(
                        new Substance.Text("hello"),
                        new Substance.Text("a=1"),
                        new Substance.Json("{\"a\":1}"),
                        new Substance.Bin(new byte[] {1, 2}));
        assertThat(pings.get(0).headers().first("content-type")).isEqualTo("text/plain; charset=UTF-8");
    }

    @Test
    void brokenJsonIsABadRequest() throws Exception {
        HttpResponse<String> response =
                send(request("/").header("Content-Type", "application/json").POST(BodyPublishers.ofString("{")));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).startsWith("{\"status\":400,\"error\":{\"code\":\"E");
        assertThat(pings).isEmpty();
    }

    @Test
    void aBodyAtTheLimitPassesAndOneByteMoreDoesNot() throws Exception {
        assertThat(send(request("/").POST(BodyPublishers.ofByteArray(new byte[1_000])))
                        .statusCode())
                .isEqualTo(200);
        assertThat(send(request("/").POST(BodyPublishers.ofByteArray(new byte[1_001])))
                        .statusCode())
                .isEqualTo(413);
        assertThat(pings).hasSize(1);
    }

    @Test
    void aBodyOfUnknownLengthIsLimitedToo() throws Exception {
        var stream = BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(new byte[1_001]));

        assertThat(send(request("/").POST(stream)).statusCode()).isEqualTo(413);
    }

    @Test
    void requestsBeyondTheLimitAreRefused() throws Exception {
        CompletableFuture<Substance> release = new CompletableFuture<>();
        particle = ping -> release.thenCompose(body -> pong(ping, 200, Headers.NONE, body));
        var first = client.sendAsync(request("/1").build(), BodyHandlers.ofString());
        var second = client.sendAsync(request("/2").build(), BodyHandlers.ofString());
        Awaitility.await().until(() -> pings.size() == 2);

        assertThat(get("/3").statusCode()).isEqualTo(429);
        release.complete(Substance.text("done"));
        assertThat(first.join().body()).isEqualTo("done");
        assertThat(second.join().body()).isEqualTo("done");
        assertThat(get("/4").statusCode()).isEqualTo(200);
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

        assertThatThrownBy(() -> WebIngress.start(services(), "127.0.0.1", port)
                        .toCompletableFuture()
                        .join())
                .hasCauseInstanceOf(HyperspaceException.class)
                .hasMessageContaining("cannot listen on 127.0.0.1:" + port);
    }
}
