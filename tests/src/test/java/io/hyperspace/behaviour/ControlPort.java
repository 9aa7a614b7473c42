package io.hyperspace.behaviour;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hyperspace.testkit.HyperverseExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Talks to the two ports of a Machine as any program would: bytes over HTTP, no class of the Machine's. */
public final class ControlPort {

    private static final Duration REQUEST = Duration.ofSeconds(30);
    private static final String BOUNDARY = "a-boundary-that-no-upload-holds";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final Supplier<String> control;
    private final Supplier<String> web;
    private final Supplier<Path> data;

    ControlPort(HyperverseExtension hyperverse) {
        this.control = () -> CommandLine.control(hyperverse);
        this.web = () -> "localhost:" + hyperverse.machine().httpAddress().getPort();
        this.data = hyperverse::data;
    }

    /**
     * The ports of any Machine.
     *
     * @param control where its control server listens, as {@code HOST:PORT}
     * @param web where its web ingress listens, as {@code HOST:PORT}; the host is the Space that is visited
     * @param data its data folder
     */
    public ControlPort(String control, String web, Path data) {
        this.control = () -> control;
        this.web = () -> web;
        this.data = () -> data;
    }

    /** What came back. */
    public record Answer(int status, JsonNode body) {
        public String code() {
            return body.at("/error/code").asText();
        }
    }

    /** Runs a command line. */
    public Answer command(String line) {
        return command("", line);
    }

    /** Runs a command line as an agent; as the hyperuser when that is empty. */
    public Answer command(String agent, String line) {
        return send(as(agent, "/v1/command")
                .header("Content-Type", "text/plain; charset=UTF-8")
                .POST(BodyPublishers.ofString(line)));
    }

    /** Sends a wave, as JSON, as an agent; as the hyperuser when that is empty. */
    public Answer wave(String agent, String frame) {
        return send(
                as(agent, "/v1/wave").header("Content-Type", "application/json").POST(BodyPublishers.ofString(frame)));
    }

    /** Watches a selector as an agent; as the hyperuser when that is empty. */
    public Events watch(String agent, String selector) {
        String query = URLEncoder.encode(selector, StandardCharsets.UTF_8);
        return Events.of(client, as(agent, "/v1/events?watch=" + query).build());
    }

    /** Publishes bytes as a bundle. */
    public Answer publish(byte[] upload, String point) {
        String part = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=";
        String before = part + "\"command\"\r\n\r\npublish ^[ upload ]-> " + point + "\r\n" + part
                + "\"upload\"; filename=\"upload\"\r\nContent-Type: application/octet-stream\r\n\r\n";
        String after = "\r\n--" + BOUNDARY + "--\r\n";
        BodyPublisher form = BodyPublishers.ofByteArrays(
                List.of(before.getBytes(StandardCharsets.UTF_8), upload, after.getBytes(StandardCharsets.UTF_8)));
        return send(as("", "/v1/command")
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(form));
    }

    /** Any call, without the secret. */
    public Answer stranger(String method, String path) {
        return send(control(path).method(method, BodyPublishers.ofString("select ROOT")));
    }

    /** Asks to log in, with any body. */
    Answer login(String json) {
        return send(
                control("/v1/login").header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    /** A command, with something in the place of the secret. */
    public Answer impostor(String authorization) {
        return send(control("/v1/command")
                .header("Authorization", authorization)
                .header("Content-Type", "text/plain; charset=UTF-8")
                .POST(BodyPublishers.ofString("select ROOT")));
    }

    public Answer health() {
        return send(control("/v1/health").GET());
    }

    /** What an anonymous visitor gets from the web port. */
    public Answer visit(String path) {
        return send(
                HttpRequest.newBuilder(URI.create("http://" + web.get() + path)).GET());
    }

    /** What the user of a token gets from the web port. */
    public Answer visit(String path, String token) {
        return send(HttpRequest.newBuilder(URI.create("http://" + web.get() + path))
                .header("Authorization", "Bearer " + token)
                .GET());
    }

    private HttpRequest.Builder as(String agent, String path) {
        try {
            String secret = Files.readString(data.get().resolve("control.secret"));
            HttpRequest.Builder request = control(path).header("Authorization", "Bearer " + secret.strip());
            return agent.isEmpty() ? request : request.header("Hyperspace-Agent", agent);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpRequest.Builder control(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + control.get() + path));
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
