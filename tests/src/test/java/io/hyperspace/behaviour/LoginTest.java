package io.hyperspace.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hyperspace.behaviour.CommandLine.Outcome;
import io.hyperspace.testkit.HyperverseExtension;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Users log in by the command line, do what they may, and log out. */
final class LoginTest {

    @RegisterExtension
    static final HyperverseExtension HYPERVERSE = HyperverseExtension.create();

    private static final String PASSWORD = "correct horse battery";
    private static final String ANN = "shop:staff:ann";

    private final CommandLine commandLine = new CommandLine(HYPERVERSE);

    @TempDir
    private Path folder;

    private Path token;

    @BeforeAll
    static void aShopWithItsStaff() {
        for (String command : new String[] {
            "create shop<Space>",
            "create shop:staff<UserBase<Internal>>",
            "create shop:till<Base>",
            "grant perm +CSd-RWx on shop:till to shop:staff:*<User>"
        }) {
            HYPERVERSE.machine().command(command).orThrow();
        }
    }

    @BeforeEach
    void annIsThere() {
        token = folder.resolve("token");
        HYPERVERSE
                .machine()
                .command("create? " + ANN + "<User>{ +password='" + PASSWORD + "' }")
                .orThrow();
        HYPERVERSE
                .machine()
                .command("set " + ANN + "{ +password='" + PASSWORD + "', !disabled }")
                .orThrow();
    }

    private static JsonNode json(Outcome outcome) {
        try {
            return new ObjectMapper().readTree(outcome.out());
        } catch (IOException e) {
            throw new AssertionError("not JSON: " + outcome, e);
        }
    }

    @Test
    void loginLeavesATokenThatOnlyItsOwnerMayRead() throws IOException {
        Outcome outcome = commandLine.login(token, ANN, PASSWORD);

        assertThat(outcome.exit()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out())
                .matches("shop:staff:ann is logged in until \\S+; the token is in " + token + "\\n")
                .doesNotContain(Files.readString(token).strip());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token)))
                .isEqualTo("rw-------");
    }

    @Test
    void forProgramsLoginIsOneObject() throws IOException {
        Outcome outcome = commandLine.login(token, ANN, PASSWORD + "\r", "--json");

        assertThat(json(outcome).path("status").asInt()).isEqualTo(200);
        JsonNode login = json(outcome).path("result");
        assertThat(login.path("user").asText()).isEqualTo(ANN);
        assertThat(Instant.parse(login.path("expires").asText()))
                .isBetween(
                        Instant.now().plus(Duration.ofHours(11)), Instant.now().plus(Duration.ofHours(12)));
        Path file = Path.of(login.path("file").asText());
        assertThat(login.path("token").asText())
                .isEqualTo(Files.readString(file).strip());
    }

    @Test
    void aUserDoesWhatGrantsAllowAndNothingElse() {
        commandLine.login(token, ANN, PASSWORD);

        Outcome created = commandLine.with(token, "exec", "create? shop:till:drawer<Base>");
        Outcome refused = commandLine.with(token, "exec", "create shop:office<Base>");
        Outcome access = commandLine.with(token, "exec", "access " + ANN + " on shop:till", "--json");

        assertThat(created.exit()).isZero();
        assertThat(refused.err()).startsWith("error[E0301]: permission 'create' is missing on 'shop'");
        assertThat(access.out())
                .isEqualTo("{\"status\":200,\"result\":{\"access\":\"enumerated\",\"permissions\":\"CSd-RWx\","
                        + "\"privileges\":[]}}\n");
        assertThat(commandLine
                        .with(token, "exec", "access " + ANN + " on shop:till:drawer", "--json")
                        .out())
                .contains("{\"access\":\"owner\",\"permissions\":\"CSD-RWX\"");
    }

    @Test
    void wrongUserAndWrongPasswordAreToldAlike() {
        Outcome password = commandLine.login(token, ANN, "wrong");
        Outcome user = commandLine.login(token, "shop:staff:nobody", PASSWORD);
        Outcome none = commandLine.login(token, ANN, "");

        assertThat(password.exit()).isEqualTo(1);
        assertThat(password.err()).isEqualTo("error[E0330]: user or password is wrong\n");
        assertThat(user).isEqualTo(password);
        assertThat(none.exit()).isEqualTo(64);
        assertThat(token).doesNotExist();
    }

    @Test
    void loginDoesNotWriteOverAMachinesSecret() throws IOException {
        Path secret = HYPERVERSE.data().resolve("control.secret");
        String before = Files.readString(secret);

        Outcome outcome = commandLine.login(secret, ANN, PASSWORD);

        assertThat(outcome.exit()).isEqualTo(64);
        assertThat(secret).hasContent(before.strip());
    }

    @Test
    void logoutEndsTheTokenAndRemovesItsFile() throws IOException {
        commandLine.login(token, ANN, PASSWORD);
        Path copy = Files.copy(token, folder.resolve("copy"));

        Outcome out = commandLine.with(token, "logout");

        assertThat(out.exit()).isZero();
        assertThat(out.out()).isEqualTo("shop:staff:ann is logged out\n");
        assertThat(token).doesNotExist();
        assertThat(commandLine.with(copy, "exec", "select ROOT").err()).startsWith("error[E0303]");
    }

    @Test
    void aTokenThatEndsWhileTheCommandIsStillOnItsWayIsNoGood() throws IOException {
        commandLine.login(token, ANN, PASSWORD);
        byte[] command = "create? shop:till:late<Base>".getBytes(StandardCharsets.UTF_8);
        String head = "POST /v1/command HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                + Files.readString(token).strip() + "\r\nContent-Type: text/plain; charset=UTF-8\r\nContent-Length: "
                + command.length + "\r\n\r\n";
        String[] control = CommandLine.control(HYPERVERSE).split(":");
        try (Socket socket = new Socket(control[0], Integer.parseInt(control[1]))) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(command, 0, 1);
            assertThat(commandLine.with(token, "logout").exit()).isZero();

            socket.getOutputStream().write(command, 1, command.length - 1);

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 401");
        }
        assertThat(commandLine.run("exec", "get shop:till:late{ x }").exit()).isNotZero();
    }

    @Test
    void logoutEverywhereANewPasswordAndDisablingEndEveryToken() throws IOException {
        for (String ending : new String[] {
            "logout", "set " + ANN + "{ +password='another horse' }", "set " + ANN + "{ +disabled=true }"
        }) {
            annIsThere();
            commandLine.login(token, ANN, PASSWORD);
            Path other = folder.resolve("other");
            commandLine.login(other, ANN, PASSWORD);
            assertThat(commandLine.with(other, "exec", "get shop:till{ x }").exit())
                    .isZero();

            Outcome ended = ending.equals("logout")
                    ? commandLine.with(token, "logout", "--everywhere", "--json")
                    : commandLine.run("exec", ending);

            assertThat(ended.exit()).isZero();
            assertThat(commandLine.with(other, "exec", "get shop:till{ x }").err())
                    .startsWith("error[E0303]");
        }
    }

    @Test
    void theSecretIsNoTokenToLogOut() {
        Outcome outcome = commandLine.run("logout");

        assertThat(outcome.exit()).isEqualTo(64);
        assertThat(outcome.err()).startsWith("error[E0339]");
        assertThat(HYPERVERSE.data().resolve("control.secret")).exists();
    }

    @Test
    void tokensOutliveARestart() {
        commandLine.login(token, ANN, PASSWORD);

        HYPERVERSE.restart();

        assertThat(commandLine.with(token, "exec", "get shop:till{ x }").exit()).isZero();
    }

    @Test
    void theHyperuserActsAsAnotherAndUsersDoNot() {
        commandLine.login(token, ANN, PASSWORD);

        Outcome refused = commandLine.run("exec", "create shop:cellar<Base>", "--agent", ANN);
        Outcome drawer = commandLine.run("exec", "create? shop:till:box<Base>", "--agent", ANN);
        Outcome owner = commandLine.run("exec", "get shop:till:box");
        Outcome nobody = commandLine.run("exec", "get shop:till{ x }", "--agent", "anonymous");
        Outcome missing = commandLine.run("exec", "select ROOT", "--agent", "shop:staff:none");
        Outcome garbled = commandLine.run("exec", "select ROOT", "--agent", "::");
        Outcome user = commandLine.with(token, "exec", "get shop:till{ x }", "--agent", ANN);
        Outcome script =
                commandLine.input("get shop:till{ x }; create shop:attic<Base>", "script", "-", "--agent", ANN);

        assertThat(refused.err()).startsWith("error[E0301]");
        assertThat(drawer.exit()).isZero();
        assertThat(owner.out()).contains("\"owner\" : \"" + ANN + "\"");
        assertThat(nobody.err()).startsWith("error[E0301]");
        assertThat(missing.err()).startsWith("error[E0203]");
        assertThat(garbled.exit()).isEqualTo(64);
        assertThat(user.err()).startsWith("error[E0337]");
        assertThat(script.err()).contains("error[E0301]");
    }

    @Test
    void usersPublishWhatTheyMay() throws IOException {
        HYPERVERSE.machine().command("create? shop:repo<Repo>").orThrow();
        HYPERVERSE.machine().command("create? shop:repo:site<BundleSeries>").orThrow();
        Files.writeString(Files.createDirectories(folder.resolve("bundle/html")).resolve("index.html"), "<p>hi");
        commandLine.login(token, ANN, PASSWORD);
        String[] publish = {"publish", folder.resolve("bundle").toString(), "shop:repo:site:1.0.0"};

        Outcome refused = commandLine.with(token, publish);
        commandLine.run("exec", "grant perm +Csd-rwx on shop:repo:site to " + ANN);
        Outcome published = commandLine.with(token, publish);

        assertThat(refused.err()).startsWith("error[E0301]");
        assertThat(published.exit()).isZero();
    }
}
