package io.hyperspace.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hyperspace.control.CommandResult;
import io.hyperspace.control.FaultJson;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.HyperspaceException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends commands to a control server. Uses the older of the JDK's HTTP clients, which starts in a fraction of the time;
 * it is told the length of every request, and then never repeats one by itself.
 */
final class ControlClient {

    private static final int CONNECT_MILLIS = 5_000;
    /** Longer than a Machine gives a command by default. */
    private static final int READ_MILLIS = 120_000;

    private static final int MAX_ANSWER = 64 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ControlAddress address;
    private final @Nullable String token;

    ControlClient(ControlAddress address, @Nullable String token) {
        this.address = address;
        this.token = token;
    }

    /**
     * Runs one command.
     *
     * @return what the Machine answers
     * @throws HyperspaceException when no Machine answers
     */
    CommandResult run(String command, List<Upload> uploads) {
        CommandBody body = CommandBody.of(command, uploads);
        try {
            HttpURLConnection connection = open(body);
            try {
                return exchange(connection, body);
            } finally {
                connection.disconnect();
            }
        } catch (SocketTimeoutException e) {
            throw new HyperspaceException(Faults.timedOut("the command"), e);
        } catch (IOException e) {
            throw new HyperspaceException(ClientFaults.broken(address.toString(), String.valueOf(e.getMessage())), e);
        }
    }

    private HttpURLConnection open(CommandBody body) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) address.url("/v1/command").openConnection(Proxy.NO_PROXY);
        connection.setRequestMethod("POST");
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(READ_MILLIS);
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(body.length());
        connection.setRequestProperty("Content-Type", body.contentType());
        if (token != null) {
            connection.setRequestProperty("Authorization", "Bearer " + token);
        }
        try {
            connection.connect();
        } catch (IOException e) {
            throw new HyperspaceException(ClientFaults.noMachine(address.toString()), e);
        }
        return connection;
    }

    /** The JDK keeps the body of a 401 to itself, but all 401 of a Machine are the same. */
    private CommandResult exchange(HttpURLConnection connection, CommandBody body) throws IOException {
        try (OutputStream out = connection.getOutputStream()) {
            body.writeTo(out);
        }
        int status = connection.getResponseCode();
        if (status == HttpURLConnection.HTTP_UNAUTHORIZED) {
            return CommandResult.of(Faults.notAuthenticated());
        }
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
