package io.hyperspace.behaviour;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hyperspace.testkit.HyperverseExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;

/** Talks to the two ports of a Machine as any program would: bytes over HTTP, no class of the Machine's. */
final class ControlPort {

    private static final Duration REQUEST = Duration.ofSeconds(30);
    private static final String BOUNDARY = "a-boundary-that-no-upload-holds";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final HyperverseExtension hyperverse;

    ControlPort(HyperverseExtension hyperverse) {
        this.hyperverse = hyperverse;
    }

    /** What came back. */
    record Answer(int status, JsonNode body) {
        String code() {
            return body.at("/error/code").asText();
        }
    }

    /** Runs a command line. */
    Answer command(String line) {
        return send(authenticated()
                .header("Content-Type", "text/plain; charset=UTF-8")
                .POST(BodyPublishers.ofString(line)));
    }

    /** Publishes bytes as a bundle. */
    Answer publish(byte[] upload, String point) {
        String part = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=";
        String before = part + "\"command\"\r\n\r\npublish ^[ upload ]-> " + point + "\r\n" + part
                + "\"upload\"; filename=\"upload\"\r\nContent-Type: application/octet-stream\r\n\r\n";
        String after = "\r\n--" + BOUNDARY + "--\r\n";
        BodyPublisher form = BodyPublishers.ofByteArrays(
                List.of(before.getBytes(StandardCharsets.UTF_8), upload, after.getBytes(StandardCharsets.UTF_8)));
        return send(authenticated()
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(form));
    }

    /** Any call, without the secret. */
    Answer stranger(String method, String path) {
        return send(control(path).method(method, BodyPublishers.ofString("select ROOT")));
    }

    /** Asks to log in, with any body. */
    Answer login(String json) {
        return send(
                control("/v1/login").header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    /** Any call, with something in the place of the secret. */
    Answer impostor(String authorization) {
        return send(control("/v1/command")
                .header("Authorization", authorization)
                .header("Content-Type", "text/plain; charset=UTF-8")
                .POST(BodyPublishers.ofString("select ROOT")));
    }

    Answer health() {
        return send(control("/v1/health").GET());
    }

    /** What an anonymous visitor gets from the web port. */
    Answer visit(String path) {
        URI site = URI.create(
                "http://localhost:" + hyperverse.machine().httpAddress().getPort());
        return send(HttpRequest.newBuilder(site.resolve(path)).GET());
    }

    private HttpRequest.Builder authenticated() {
        try {
            String secret = Files.readString(hyperverse.data().resolve("control.secret"));
            return control("/v1/command").header("Authorization", "Bearer " + secret.strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpRequest.Builder control(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + CommandLine.control(hyperverse) + path));
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.timeout(REQUEST).build(), BodyHandlers.ofString());
            String type = response.headers().firstValue("content-type").orElse("");
            boolean json = type.startsWith("application/json");
            return new Answer(
                    response.statusCode(), json ? JSON.readTree(response.body()) : JSON.valueToTree(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
