package io.hyperspace.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.behaviour.ControlPort.Answer;
import io.hyperspace.testkit.HyperverseExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of those who guess. */
final class WrongPasswordsTest {

    @RegisterExtension
    static final HyperverseExtension HYPERVERSE = HyperverseExtension.create();

    private static final String PASSWORD = "correct horse battery";
    private static final String USERS = "hyperspace:users:";

    private final ControlPort port = new ControlPort(HYPERVERSE);

    @BeforeAll
    static void usersAreThere() {
        for (String name : List.of("ann", "bob", "eve")) {
            HYPERVERSE
                    .machine()
                    .command("create " + USERS + name + "<User>{ +password='" + PASSWORD + "' }")
                    .orThrow();
        }
    }

    private Answer login(String name, String password) {
        return port.login("{\"user\":\"" + USERS + name + "\",\"password\":\"" + password + "\"}");
    }

    @Test
    void aThousandOfThemAreSoonRefusedUnreadAndShutNobodyElseOut() {
        long start = System.nanoTime();
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            statuses.add(login("ann", "guess " + i).status());
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);

        assertThat(statuses.subList(0, 10)).containsOnly(401);
        assertThat(statuses.subList(10, 1000)).containsOnly(429);
        assertThat(took).isLessThan(Duration.ofSeconds(60));
        Answer right = login("ann", PASSWORD);
        assertThat(right.code()).isEqualTo("E0335");
        assertThat(right.body().at("/error/help/0").asText()).startsWith("try again in ");
        assertThat(login("bob", PASSWORD).status()).isEqualTo(200);
        assertThat(port.command("select " + USERS + "*").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"user\":\"hyperspace:users:eve\"}",
                "{\"user\":1,\"password\":\"zebra\"}",
                "{\"user\":\"hyperspace:users:eve\",\"password\":zebra}",
                "{\"user\":\"hyperspace:users:eve\",\"password\":{\"zebra\":1}}"
            })
    void whatIsNoLoginIsRefusedWithoutRepeatingIt(String body) {
        Answer answer = port.login(body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("E0744");
        assertThat(answer.body().toString()).doesNotContain("zebra");
    }

    @Test
    void aLoginThatIsTooLargeIsRefused() {
        assertThat(login("eve", "x".repeat(10_000)).status()).isEqualTo(413);
    }

    @Test
    void aTokenThatIsChangedOrMadeUpIs401() {
        String token = login("eve", PASSWORD).body().at("/result/token").asText();
        String[] parts = token.split("\\.");

        assertThat(port.impostor("Bearer " + token).status()).isEqualTo(200);
        for (String other : List.of(
                parts[0] + "." + parts[1] + ".",
                parts[0] + "." + parts[1] + "." + "A".repeat(43),
                "eyJhbGciOiJub25lIn0." + parts[1] + ".",
                parts[1] + "." + parts[0] + "." + parts[2],
                token + "." + token,
                "e30.e30.e30",
                "x".repeat(4000))) {
            assertThat(port.impostor("Bearer " + other).status()).isEqualTo(401);
        }
    }

    @Test
    void aTokenOfAUserWhoWasReplacedIs401() {
        HYPERVERSE
                .machine()
                .command("create? " + USERS + "fay<User>{ +password='" + PASSWORD + "' }")
                .orThrow();
        String token = login("fay", PASSWORD).body().at("/result/token").asText();
        assertThat(port.impostor("Bearer " + token).status()).isEqualTo(200);

        HYPERVERSE
                .machine()
                .command("create! " + USERS + "fay<User>{ +password='" + PASSWORD + "' }")
                .orThrow();
        assertThat(port.impostor("Bearer " + token).status()).isEqualTo(401);

        String again = login("fay", PASSWORD).body().at("/result/token").asText();
        HYPERVERSE.machine().command("delete " + USERS + "fay").orThrow();
        assertThat(port.impostor("Bearer " + again).status()).isEqualTo(401);
        assertThat(login("fay", PASSWORD).status()).isEqualTo(401);
    }
}
