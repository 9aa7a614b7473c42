package io.hyperspace.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A connection to a control server that takes events. */
public final class Events implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PATIENCE_SECONDS = 20;

    private final HttpResponse<InputStream> response;
    private final BlockingQueue<JsonNode> queue = new LinkedBlockingQueue<>();

    private Events(HttpResponse<InputStream> response) {
        this.response = response;
    }

    static Events of(HttpClient client, HttpRequest request) {
        try {
            Events events = new Events(client.send(request, HttpResponse.BodyHandlers.ofInputStream()));
            Thread reader = new Thread(events::read, "events");
            reader.setDaemon(true);
            reader.start();
            return events;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("data: ")) {
                    queue.add(JSON.readTree(line.substring(6)));
                } else if (line.startsWith("{")) {
                    queue.add(JSON.readTree(line));
                }
            }
        } catch (IOException e) {
            queue.add(JSON.createObjectNode().put("event", "broken"));
        }
    }

    public int status() {
        return response.statusCode();
    }

    public String contentType() {
        return response.headers().firstValue("content-type").orElse("");
    }

    /** The next event, or the error that came in the place of events. */
    public JsonNode next() {
        try {
            JsonNode event = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(event).as("an event").isNotNull();
            return event;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The next event of a name, whatever comes before it. */
    public JsonNode next(String name) {
        JsonNode event = next();
        while (!event.path("event").asText().equals(name)) {
            event = next();
        }
        return event;
    }

    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
