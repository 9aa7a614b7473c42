package io.hyperspace.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.hyperspace.Hyperspace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever watches would do so for ever, so a Machine that stops does not wait for them. */
final class WatchingAMachineThatStopsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void itDoesNotWaitForWhoWatches(@TempDir Path data) throws IOException {
        Hyperspace machine = Hyperspace.builder()
                .data(data)
                .httpPort(0)
                .controlPort(0)
                .config(ConfigFactory.parseString("hyperspace.control.stop-timeout = 70s"))
                .start();
        HttpURLConnection watching = watch(machine, data);
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(watching.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isNotNull();
            long begun = System.nanoTime();

            assertThat(machine.stop()).isTrue();

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(PATIENCE);
        } finally {
            machine.close();
        }
    }

    private static HttpURLConnection watch(Hyperspace machine, Path data) throws IOException {
        URI address =
                URI.create("http://127.0.0.1:" + machine.controlAddress().getPort() + "/v1/events?watch=hyperspace");
        HttpURLConnection watching = (HttpURLConnection) address.toURL().openConnection();
        watching.setReadTimeout((int) PATIENCE.toMillis());
        watching.setRequestProperty(
                "Authorization",
                "Bearer " + Files.readString(data.resolve("control.secret")).strip());
        assertThat(watching.getResponseCode()).isEqualTo(200);
        return watching;
    }
}
