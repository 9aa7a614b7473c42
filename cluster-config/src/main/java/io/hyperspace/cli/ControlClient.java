package io.hyperspace.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hyperspace.control.CommandResult;
import io.hyperspace.control.FaultJson;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.trace.Traceparent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Sends commands to a control server. Uses the older of the JDK's HTTP clients, which starts in a fraction of the time;
 * it is told the length of every request, and then never repeats one by itself.
 */
final class ControlClient {

    private static final int CONNECT_MILLIS = 5_000;
    /** Longer than a Machine gives a command by default. */
    private static final int READ_MILLIS = 120_000;

    /** Three times as long as a Machine that has nothing to tell is silent. */
    private static final int SILENT_MILLIS = 45_000;

    private static final int MAX_ANSWER = 64 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ControlAddress address;
    private final @Nullable String token;
    private final @Nullable String agent;
    private final @Nullable String traceparent;

    ControlClient(ControlAddress address, @Nullable String token) {
        this(address, token, null, null);
    }

    private ControlClient(
            ControlAddress address, @Nullable String token, @Nullable String agent, @Nullable String traceparent) {
        this.address = address;
        this.token = token;
        this.agent = agent;
        this.traceparent = traceparent;
    }

    /** The same, which acts as another agent. */
    ControlClient as(@Nullable String other) {
        return new ControlClient(address, token, other, traceparent);
    }

    /** The same, whose calls belong to a trace. */
    ControlClient in(Traceparent parent) {
        return new ControlClient(address, token, agent, parent.toString());
    }

    /**
     * Runs one command.
     *
     * @return what the Machine answers
     * @throws HyperspaceException when no Machine answers
     */
    CommandResult run(String command, List<Upload> uploads) {
        return call("/v1/command", CommandBody.of(command, uploads), Faults.notAuthenticated());
    }

    /** Logs a user in. */
    CommandResult login(JsonNode credentials) {
        return call("/v1/login", CommandBody.json(credentials), Faults.wrongCredentials());
    }

    /** Ends the token. */
    CommandResult logout(JsonNode what) {
        return call("/v1/logout", CommandBody.json(what), Faults.notAuthenticated());
    }

    /**
     * Takes the events of what a selector picks until somebody has had enough.
     *
     * @param time how long at most; null for as long as it takes
     * @param taker takes an event and says whether it wants another
     * @return why there are none; null when there were
     */
    @Nullable CommandResult watch(String selector, @Nullable Duration time, Predicate<JsonNode> taker) {
        String path = "/v1/events?watch=" + URLEncoder.encode(selector, StandardCharsets.UTF_8);
        try {
            HttpURLConnection connection = connection("GET", path, SILENT_MILLIS);
            connected(connection);
            int status = connection.getResponseCode();
            if (status == HttpURLConnection.HTTP_UNAUTHORIZED) {
                return CommandResult.of(Faults.notAuthenticated());
            }
            String type = String.valueOf(connection.getContentType());
            if (status == HttpURLConnection.HTTP_OK && type.startsWith("text/event-stream")) {
                new EventStream(connection, address.toString()).read(time, taker);
                return null;
            }
            return answer(connection, status);
        } catch (IOException e) {
            throw new HyperspaceException(ClientFaults.broken(address.toString(), String.valueOf(e.getMessage())), e);
        }
    }

    /** @param refused what a 401 says: the JDK keeps its body to itself, but all 401 of a call are the same */
    private CommandResult call(String path, CommandBody body, Fault refused) {
        try {
            HttpURLConnection connection = open(path, body);
            try {
                return exchange(connection, body, refused);
            } finally {
                connection.disconnect();
            }
        } catch (SocketTimeoutException e) {
            throw new HyperspaceException(Faults.timedOut("the command"), e);
        } catch (IOException e) {
            throw new HyperspaceException(ClientFaults.broken(address.toString(), String.valueOf(e.getMessage())), e);
        }
    }

    private HttpURLConnection open(String path, CommandBody body) throws IOException {
        HttpURLConnection connection = connection("POST", path, READ_MILLIS);
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(body.length());
        connection.setRequestProperty("Content-Type", body.contentType());
        connected(connection);
        return connection;
    }

    private HttpURLConnection connection(String method, String path, int readMillis) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) address.url(path).openConnection(Proxy.NO_PROXY);
        connection.setRequestMethod(method);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(readMillis);
        if (token != null) {
            connection.setRequestProperty("Authorization", "Bearer " + token);
        }
        if (agent != null) {
            connection.setRequestProperty("Hyperspace-Agent", agent);
        }
        if (traceparent != null) {
            connection.setRequestProperty(Traceparent.NAME, traceparent);
        }
        return connection;
    }

    private void connected(HttpURLConnection connection) {
        try {
            connection.connect();
        } catch (IOException e) {
            throw new HyperspaceException(ClientFaults.noMachine(address.toString()), e);
        }
    }

    private CommandResult exchange(HttpURLConnection connection, CommandBody body, Fault refused) throws IOException {
        try (OutputStream out = connection.getOutputStream()) {
            body.writeTo(out);
        }
        int status = connection.getResponseCode();
        if (status == HttpURLConnection.HTTP_UNAUTHORIZED) {
            return CommandResult.of(refused);
        }
        return answer(connection, status);
    }

    private CommandResult answer(HttpURLConnection connection, int status) throws IOException {
        InputStream stream = status < 400 ? connection.getInputStream() : connection.getErrorStream();
        try (InputStream in = stream == null ? InputStream.nullInputStream() : stream) {
            return result(in.readNBytes(MAX_ANSWER));
        }
    }

    private CommandResult result(byte[] answer) {
        try {
            JsonNode json = JSON.readTree(new String(answer, StandardCharsets.UTF_8));
            int status = json.path("status").asInt();
            if (status >= 400 && json.path("error").isObject()) {
                return CommandResult.of(FaultJson.read(status, json.path("error")));
            }
            if (status >= 100 && json.has("result")) {
                return CommandResult.of(status, json.path("result"));
            }
            throw ClientFaults.notAMachine(address.toString()).toException();
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new HyperspaceException(ClientFaults.notAMachine(address.toString()), e);
        }
    }
}
