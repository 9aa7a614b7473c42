package io.hyperspace.drivers.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.Ping;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WebRequestTest extends WebTests {

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
                "Authorization: Bearer anns-token",
                "X-Kept: 1",
                "",
                ""));

        assertThat(pings.get(0).headers().values()).containsOnlyKeys("host", "x-kept");
    }

    @Test
    void aTokenMakesItsUserTheAgent() throws Exception {
        send(request("/").header("Authorization", "Bearer anns-token"));
        send(request("/").header("Authorization", "bearer   anns-token "));

        assertThat(pings)
                .extracting(Ping::agent)
                .containsExactly(
                        Agent.of(Point.parse("localhost:users:ann")), Agent.of(Point.parse("localhost:users:ann")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer x", "Bearer ", "Bearer", "Basic YW5uOnBhc3N3b3Jk", "anns-token", " "})
    void credentialsThatAreNoGoodTokenAreRefusedAndNotTakenForNobody(String authorization) throws Exception {
        String answer = raw("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: " + authorization
                + "\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 401 ")
                .contains("E0303")
                .containsIgnoringCase("www-authenticate: Bearer");
        assertThat(pings).isEmpty();
    }

    @Test
    void twoTokensAreNone() throws Exception {
        String token = "Authorization: Bearer anns-token\r\n";

        assertThat(raw("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + token + token + "\r\n"))
                .startsWith("HTTP/1.1 401 ");
        assertThat(pings).isEmpty();
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
}
