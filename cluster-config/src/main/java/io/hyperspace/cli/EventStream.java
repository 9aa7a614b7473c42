package io.hyperspace.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hyperspace.space.error.HyperspaceException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads the events that a control server sends, one after the other, for as long as somebody wants them. */
final class EventStream {

    private static final String DATA = "data:";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpURLConnection connection;
    private final String address;
    private volatile boolean isOver;

    /** @param connection whose answer has come, and is events */
    EventStream(HttpURLConnection connection, String address) {
        this.connection = connection;
        this.address = address;
    }

    /**
     * Reads until somebody has had enough, the time is up, or the server has no more.
     *
     * @param time how long at most; null for as long as it takes
     * @param taker takes an event and says whether it wants another
     * @throws HyperspaceException when the connection breaks
     */
    void read(@Nullable Duration time, Predicate<JsonNode> taker) {
        if (time == null) {
            read(taker);
            return;
        }
        CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> read(taker), EventStream::start);
        try {
            reading.get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            over();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof HyperspaceException known
                    ? known
                    : new IllegalStateException("reading events failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HyperspaceException(ClientFaults.interrupted(), e);
        }
    }

    /** Who reads is left behind when the time is up: closing a connection would wait for what is read from it. */
    private static void start(Runnable reading) {
        Thread reader = new Thread(reading, "events");
        reader.setDaemon(true);
        reader.start();
    }

    private void read(Predicate<JsonNode> taker) {
        try (InputStream in = connection.getInputStream();
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            readAll(lines, taker);
        } catch (IOException e) {
            if (!isOver) {
                throw new HyperspaceException(ClientFaults.broken(address, String.valueOf(e.getMessage())), e);
            }
        } finally {
            connection.disconnect();
        }
    }

    private void readAll(BufferedReader lines, Predicate<JsonNode> taker) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(DATA)) {
                take(parsed(line.substring(DATA.length())), taker);
            }
            if (isOver) {
                return;
            }
        }
        if (!isOver) {
            throw new IOException("the Machine ended it");
        }
    }

    /** Nothing is taken any more once the time is up. */
    private synchronized void take(JsonNode event, Predicate<JsonNode> taker) {
        if (!isOver && !taker.test(event)) {
            isOver = true;
        }
    }

    private synchronized void over() {
        isOver = true;
    }

    private JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new HyperspaceException(ClientFaults.notAMachine(address), e);
        }
    }
}
