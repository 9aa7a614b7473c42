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
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads the events that a control server sends, one after the other, for as long as somebody wants them. */
final class EventStream {

    private static final String DATA = "data:";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpURLConnection connection;
    private final String address;
    private final AtomicBoolean isOver = new AtomicBoolean();

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
        Timer timer = new Timer("events", true);
        if (time != null) {
            timer.schedule(new End(), time.toMillis());
        }
        try (InputStream in = connection.getInputStream();
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            readAll(lines, taker);
        } catch (IOException e) {
            if (!isOver.get()) {
                throw new HyperspaceException(ClientFaults.broken(address, String.valueOf(e.getMessage())), e);
            }
        } finally {
            timer.cancel();
            connection.disconnect();
        }
    }

    private void readAll(BufferedReader lines, Predicate<JsonNode> taker) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(DATA) && !taker.test(parsed(line.substring(DATA.length())))) {
                isOver.set(true);
                return;
            }
        }
        if (!isOver.get()) {
            throw new IOException("the Machine ended it");
        }
    }

    private JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new HyperspaceException(ClientFaults.notAMachine(address), e);
        }
    }

    /** Ends the reading from another thread: what waits for the next line sees the connection go. */
    private final class End extends TimerTask {
        @Override
        public void run() {
            isOver.set(true);
            connection.disconnect();
        }
    }
}
