package io.hyperspace.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.testkit.HyperverseExtension;
import io.hyperspace.testkit.MachinesExtension;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who logs in at one Machine is known to the other, and a token that ends at one is refused by the other at once. */
final class TokenOnTwoMachinesTest {

    @RegisterExtension
    static final MachinesExtension MACHINES = HyperverseExtension.machines(2);

    private static final String PASSWORD = "correct horse battery";
    private static final String ANN = "localhost:users:ann";
    private static final int ROUNDS = 5;

    private final HttpClient client = HttpClient.newHttpClient();
    private final CommandLine here = new CommandLine(MACHINES, 0);

    @TempDir
    private Path folder;

    @BeforeAll
    static void aSiteWithUsers() {
        run("create localhost<Space>");
        run("create localhost:users<UserBase<Internal>>");
        run("grant perm +csd-RwX on localhost+:** to *");
    }

    @BeforeEach
    void annIsThere() {
        run("create? " + ANN + "<User>");
        run("set " + ANN + "{ +password='" + PASSWORD + "', !disabled }");
    }

    private static void run(String command) {
        MACHINES.machine(0).command(command).orThrow();
    }

    private String login(Path file) throws IOException {
        assertThat(here.login(file, ANN, PASSWORD).exit()).isZero();
        return Files.readString(file).strip();
    }

    private int send(
            InetSocketAddress there, String path, String token, HttpRequest.BodyPublisher body, String method) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + there.getPort() + path))
                .headers("Authorization", "Bearer " + token, "Content-Type", "text/plain; charset=UTF-8")
                .timeout(Duration.ofSeconds(30))
                .method(method, body)
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** What the other Machine's control port answers to a command of whoever has this token. */
    private int commandThere(String token) {
        HttpRequest.BodyPublisher command = HttpRequest.BodyPublishers.ofString("get localhost");
        return send(MACHINES.machine(1).controlAddress(), "/v1/command", token, command, "POST");
    }

    /** What the other Machine's web port answers. */
    private int visitThere(String token) {
        return send(MACHINES.machine(1).httpAddress(), "/", token, HttpRequest.BodyPublishers.noBody(), "GET");
    }

    private void end(String ending, Path file) {
        if (ending.startsWith("logout")) {
            assertThat(here.with(file, ending.split(" ")).exit()).isZero();
        } else {
            run(ending);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "logout",
                "logout --everywhere",
                "set " + ANN + "{ +disabled=true }",
                "set " + ANN + "{ +password='another horse' }",
                "delete " + ANN
            })
    void aTokenThatEndsOnOneMachineIs401OnTheOthersNextRequest(String ending) throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            annIsThere();
            Path file = folder.resolve("token-" + round);
            String token = login(file);
            assertThat(commandThere(token)).isEqualTo(200);
            assertThat(visitThere(token)).as("no route, but a user").isEqualTo(404);

            end(ending, file);

            assertThat(commandThere(token)).isEqualTo(401);
            assertThat(visitThere(token)).isEqualTo(401);
        }
    }
}
