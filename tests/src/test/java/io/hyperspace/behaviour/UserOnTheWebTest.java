package io.hyperspace.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.Hyperspace;
import io.hyperspace.testkit.HyperverseExtension;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a bind keeps for users, over HTTP and with their tokens. */
final class UserOnTheWebTest {

    @RegisterExtension
    static final HyperverseExtension HYPERVERSE = HyperverseExtension.create();

    private static final String PASSWORD = "correct horse battery";
    private static final String ANN = "localhost:users:ann";
    private static final String BIND = """
            Bind(version=1.0.0) {
              Route -> {
                Http<Get>/ -> localhost:repo:site:1.0.0:/html/index.html => &;
                Http<Get>(auth)/members -> localhost:repo:site:1.0.0:/html/index.html => &;
                Http<Get>(privilege 'books')/books -> localhost:repo:site:1.0.0:/html/index.html => &;
              }
            }
            """;

    private final HttpClient client = HttpClient.newHttpClient();
    private final CommandLine commandLine = new CommandLine(HYPERVERSE);

    @TempDir
    private Path folder;

    private String token = "";

    @BeforeAll
    static void aSiteWithMembers(@TempDir Path bundle) throws IOException {
        Files.writeString(Files.createDirectories(bundle.resolve("html")).resolve("index.html"), "<p>hi");
        Files.writeString(Files.createDirectories(bundle.resolve("bind")).resolve("site.bind"), BIND);
        Hyperspace machine = HYPERVERSE.machine();
        for (String command : new String[] {
            "create localhost<Space>",
            "create localhost:users<UserBase<Internal>>",
            "create localhost:repo<Repo>",
            "create localhost:repo:site<BundleSeries>"
        }) {
            machine.command(command).orThrow();
        }
        machine.publish(bundle, "localhost:repo:site:1.0.0").orThrow();
        machine.command("set localhost{ +bind=localhost:repo:site:1.0.0:/bind/site.bind }")
                .orThrow();
        machine.command("grant perm +csd-RwX on localhost+:** to *").orThrow();
    }

    @BeforeEach
    void annLogsIn() throws IOException {
        run("create? " + ANN + "<User>");
        run("set " + ANN + "{ +password='" + PASSWORD + "', !disabled }");
        token = login();
    }

    private static void run(String command) {
        HYPERVERSE.machine().command(command).orThrow();
    }

    private String login() throws IOException {
        Path file = folder.resolve("token");
        assertThat(commandLine.login(file, ANN, PASSWORD).exit()).isZero();
        return Files.readString(file).strip();
    }

    private int get(String path, String... headers) {
        URI uri = URI.create(
                "http://localhost:" + HYPERVERSE.machine().httpAddress().getPort() + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString())
                    .statusCode();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private int asAnn(String path) {
        return get(path, "Authorization", "Bearer " + token);
    }

    @Test
    void whatNeedsAUserIs401WithoutATokenAnd200With() {
        assertThat(get("/")).isEqualTo(200);
        assertThat(get("/members")).isEqualTo(401);
        assertThat(asAnn("/members")).isEqualTo(200);
    }

    @Test
    void whatNeedsAPrivilegeIs403WithoutItAnd200With() {
        assertThat(asAnn("/books")).isEqualTo(403);

        run("grant priv books on localhost to " + ANN);

        assertThat(asAnn("/books")).isEqualTo(200);
    }

    @Test
    void aTokenThatIsNoneIsRefusedEvenWhereNobodyIsNeeded() {
        assertThat(get("/", "Authorization", "Bearer guessed")).isEqualTo(401);
        assertThat(get("/", "Authorization", "Bearer " + token + "x")).isEqualTo(401);
        assertThat(get("/", "Authorization", "Basic YW5uOnB3")).isEqualTo(401);
    }

    @Test
    void aTokenThatWasLoggedOutIs401OnTheNextRequest() {
        assertThat(asAnn("/members")).isEqualTo(200);

        commandLine.with(folder.resolve("token"), "logout");

        assertThat(asAnn("/members")).isEqualTo(401);
        assertThat(asAnn("/")).isEqualTo(401);
    }

    @Test
    void theTokenOfADisabledUserIs401OnTheNextRequest() throws IOException {
        assertThat(asAnn("/members")).isEqualTo(200);

        run("set " + ANN + "{ +disabled=true }");

        assertThat(asAnn("/members")).isEqualTo(401);
        run("set " + ANN + "{ !disabled }");
        assertThat(asAnn("/members")).isEqualTo(401);
        token = login();
        assertThat(asAnn("/members")).isEqualTo(200);
    }
}
