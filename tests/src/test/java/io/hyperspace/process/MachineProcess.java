package io.hyperspace.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Machine in a JVM of its own, started as the launcher starts it but for the size of its heap. Its log is a file. */
public final class MachineProcess implements Life, AutoCloseable {

    private static final Pattern READY = Pattern.compile("ready name=\\S+ http=(\\S+) control=(\\S+)");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final String name;
    private final Process process;
    private final String web;
    private final String control;
    private final String secret;
    private final Path data;
    private final Path log;
    private final Duration startTime;
    private final AtomicLong stoodStill = new AtomicLong();
    private long heldAt;
    private volatile boolean leaving;

    /** What a command came to. */
    record Answer(int status, JsonNode body) {
        boolean isOk() {
            return status < 300;
        }

        JsonNode result() {
            return body.path("result");
        }
    }

    private MachineProcess(
            String name, Process process, Matcher ready, String secret, Path data, Path log, Duration startTime) {
        this.name = name;
        this.process = process;
        this.web = ready.group(1);
        this.control = ready.group(2);
        this.secret = secret;
        this.data = data;
        this.log = log;
        this.startTime = startTime;
    }

    /**
     * Starts a Machine and waits for its ready line.
     *
     * @param folder where its data and its log go
     * @param prefix what the command begins with, if something else is to start it
     * @param settings more of its configuration, each as {@code key=value}
     */
    static MachineProcess start(String name, Path folder, List<String> prefix, List<String> settings) {
        long begin = System.nanoTime();
        Path data = folder.resolve(name);
        Path log = folder.resolve(name + ".log");
        try {
            Process process = JavaProcess.start(
                    log,
                    prefix,
                    settings,
                    List.of(
                            "serve",
                            "--name",
                            name,
                            "--data",
                            data.toString(),
                            "--http-port",
                            "0",
                            "--control-port",
                            "0"));
            Matcher ready = JavaProcess.line(process, READY, log);
            String secret = Files.readString(data.resolve("control.secret")).strip();
            Duration startTime = Duration.ofNanos(System.nanoTime() - begin);
            return new MachineProcess(name, process, ready, secret, data, log, startTime);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String name() {
        return name;
    }

    /** Where its control server listens. */
    public String control() {
        return control;
    }

    /** Where its web ingress listens. */
    public String web() {
        return web;
    }

    /** Its data folder. */
    public Path data() {
        return data;
    }

    Duration startTime() {
        return startTime;
    }

    /** What it has logged so far, in this and in earlier lives. */
    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Runs a command.
     *
     * @throws UncheckedIOException when there is no answer in time: then nobody knows whether it was done
     */
    Answer command(String line, Duration atMost) {
        return post("/v1/command", "text/plain; charset=UTF-8", line, atMost);
    }

    /**
     * Sends a wave and waits for what it comes to.
     *
     * @param frame as JSON
     * @throws UncheckedIOException when there is no answer in time: then nobody knows whether it was done
     */
    Answer wave(String frame, Duration atMost) {
        return post("/v1/wave", "application/json", frame, atMost);
    }

    private Answer post(String path, String type, String body, Duration atMost) {
        return send(
                HttpRequest.newBuilder(uri(path))
                        .header("Authorization", "Bearer " + secret)
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body)),
                atMost);
    }

    /** What a probe gets, {@code ready} or {@code live}. */
    int probe(String which) {
        return send(HttpRequest.newBuilder(uri("/v1/health/" + which)).GET(), Duration.ofSeconds(5))
                .status();
    }

    private URI uri(String path) {
        return URI.create("http://" + control + path);
    }

    private Answer send(HttpRequest.Builder request, Duration atMost) {
        try {
            var response = client.send(request.timeout(atMost).build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), JSON.readTree(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Ends it as a crash would: SIGKILL, nothing is flushed or said. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Asks it to end, with SIGTERM, and waits. @return what it ended with */
    int terminate() {
        leaving = true;
        process.destroy();
        return awaitExit();
    }

    int awaitExit() {
        return process.onExit().join().exitValue();
    }

    /** Waits, so long at most. @return what it ended with */
    int awaitExit(Duration atMost) {
        return process.onExit()
                .orTimeout(atMost.toMillis(), TimeUnit.MILLISECONDS)
                .join()
                .exitValue();
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public boolean isLeaving() {
        return leaving;
    }

    @Override
    public boolean wasLost() {
        return !process.isAlive() && process.exitValue() != 0;
    }

    /** Stops all its threads where they are, with SIGSTOP. */
    void hold() {
        heldAt = System.nanoTime();
        signal("-STOP");
    }

    /** Lets it go on. */
    void resume() {
        signal("-CONT");
        stoodStill.addAndGet(System.nanoTime() - heldAt);
    }

    @Override
    public long stoodStill() {
        return stoodStill.get();
    }

    private void signal(String signal) {
        try {
            int exit = new ProcessBuilder(List.of("kill", signal, Long.toString(process.pid())))
                    .redirectErrorStream(true)
                    .start()
                    .onExit()
                    .join()
                    .exitValue();
            if (exit != 0) {
                throw new IllegalStateException("kill " + signal + " ended with " + exit);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name + ", process " + process.pid();
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }
}
