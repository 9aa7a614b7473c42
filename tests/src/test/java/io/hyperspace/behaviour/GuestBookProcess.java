package io.hyperspace.behaviour;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sample application in a JVM of its own, as a person would start it. */
final class GuestBookProcess implements AutoCloseable {

    private static final Pattern READY =
            Pattern.compile("ready name=\\S+ http=127.0.0.1:(\\d+) control=127.0.0.1:(\\d+)");
    private static final Duration REQUEST = Duration.ofSeconds(20);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final URI site;
    private final Duration startTime;
    private volatile boolean killing;

    private GuestBookProcess(Process process, URI site, Duration startTime) {
        this.process = process;
        this.site = site;
        this.startTime = startTime;
    }

    /** Starts it on a data folder and waits for its ready line. */
    static GuestBookProcess start(Path data, Path bundle) throws IOException {
        return await(System.nanoTime(), launch(data, bundle));
    }

    /** Starts it with the one command that people use. */
    static GuestBookProcess run(Path data) throws IOException {
        Path script = Sample.project().resolve("sample-app").resolve("run");
        List<String> command =
                List.of(script.toString(), "--data", data.toString(), "--http-port", "0", "--control-port", "0");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return await(System.nanoTime(), builder.start());
    }

    private static GuestBookProcess await(long begin, Process process) throws IOException {
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            Matcher ready = READY.matcher(line);
            if (ready.matches()) {
                URI site = URI.create("http://localhost:" + ready.group(1));
                return new GuestBookProcess(process, site, Duration.ofNanos(System.nanoTime() - begin));
            }
        }
        throw new IOException(
                "the guest book ended with " + process.onExit().join().exitValue());
    }

    /** Starts it and kills it a while later, wherever its start or its first run is by then. */
    static void killEarly(Path data, Path bundle, Duration after) throws IOException {
        Process process = launch(data, bundle);
        LockSupport.parkNanos(after.toNanos());
        process.destroyForcibly();
        process.onExit().join();
    }

    private static Process launch(Path data, Path bundle) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(LauncherFlags.forMachines());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.hyperspace.sample.Main"));
        command.addAll(List.of("--data", data.toString(), "--bundle", bundle.toString()));
        command.addAll(List.of("--http-port", "0", "--control-port", "0"));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    Duration startTime() {
        return startTime;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    HttpResponse<String> post(String path, String form) throws IOException, InterruptedException {
        return send(request(path)
                .header("content-type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(site.resolve(path)).timeout(REQUEST);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Whether the kill has begun, from when on a broken connection is no surprise. */
    boolean isBeingKilled() {
        return killing;
    }

    /** Ends it as a crash would: SIGKILL, nothing is flushed or said. */
    void kill() {
        killing = true;
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Asks it to stop and waits. */
    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
