package io.hyperspace.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.hyperspace.behaviour.ControlPort.Answer;
import io.hyperspace.testkit.HyperverseExtension;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A mechtron that does harm when a visitor of the web asks it to: the visitor is told what happened, soon; instance and
 * uncommitted puts are gone, what was committed before is not; and the Machine serves on.
 */
final class HostileGuestTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String BUNDLE = "localhost:repo:hostile:1.0.0";

    private static final String CONFIG = """
            Mechtron(version=1.0.0) {
               Wasm   { +bin=.:/wasm/hostile.wasm; +name=hostile; }
               Limits { +memory=8MiB; +time=300ms; }
               State  { +mode=actor; }
            }
            """;

    private static final String BIND = """
            Bind(version=1.0.0) {
               Route -> {
                  Http<Get>/put    -> .:hostile^Ext<Put> => &;
                  Http<Get>/get    -> .:hostile^Ext<Get> => &;
                  Http<Get>/waves  -> .:hostile^Ext<Waves> => &;
                  Http<Get>/loop   -> .:hostile^Ext<PutAndLoop> => &;
                  Http<Get>/grow   -> .:hostile^Ext<Grow> => &;
                  Http<Get>/trap   -> .:hostile^Ext<PutAndTrap> => &;
                  Http<Get>/closed -> .:closed^Ext<Get> => &;
               }
            }
            """;

    @RegisterExtension
    static final HyperverseExtension HYPERVERSE = HyperverseExtension.create();

    private static final Vitals VITALS = new Vitals(HYPERVERSE);

    private final ControlPort port = new ControlPort(HYPERVERSE);

    @BeforeAll
    static void publish() throws IOException {
        byte[] zip = HostileZip.of(Map.of(
                "wasm/hostile.wasm", module(),
                "config/hostile.mechtron", CONFIG.getBytes(StandardCharsets.UTF_8),
                "bind/site.bind", BIND.getBytes(StandardCharsets.UTF_8)));
        run("create localhost<Space>", "create localhost:repo<Repo>", "create localhost:repo:hostile<BundleSeries>");
        HYPERVERSE
                .machine()
                .command("publish ^[ zip ]-> " + BUNDLE, Map.of("zip", zip))
                .orThrow();
        run(
                "create localhost:hostile<Mechtron>{ +config=" + BUNDLE + ":/config/hostile.mechtron }",
                "create localhost:closed<Mechtron>{ +config=" + BUNDLE + ":/config/hostile.mechtron }",
                "set localhost{ +bind=" + BUNDLE + ":/bind/site.bind }",
                "grant perm +csd-rwX on localhost to *",
                "grant perm +csd-rwX on localhost:hostile to *");
    }

    private static void run(String... lines) {
        List.of(lines).forEach(line -> HYPERVERSE.machine().command(line).orThrow());
    }

    private static byte[] module() throws IOException {
        try (InputStream in = HostileGuestTest.class.getResourceAsStream("/guests/hostile.wasm")) {
            return Objects.requireNonNull(in, "guests/build makes it").readAllBytes();
        }
    }

    @BeforeEach
    void start() {
        assertThat(port.visit("/put").status()).isEqualTo(200);
        VITALS.start();
    }

    @AfterEach
    void theNextWavesFindAFreshInstanceAndTheStateBeforeAndTheMachineServesOn() throws Exception {
        assertThat(port.visit("/waves").body().asText()).isEqualTo("1");
        assertThat(port.visit("/get").body().asText()).isEqualTo("before");
        VITALS.check();
    }

    private void assertHarm(String path, int status, String code) {
        Answer answer = assertTimeout(SOON, () -> port.visit(path));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
    }

    @Test
    void aGuestThatLoopsForEverIsStopped() {
        assertHarm("/loop", 408, "E0505");
    }

    @Test
    void aGuestThatGrowsWithoutEndTraps() {
        assertHarm("/grow", 500, "E0506");
    }

    @Test
    void aGuestThatTrapsLosesWhatItPut() {
        assertHarm("/trap", 500, "E0506");
    }

    @Test
    void aCommandIsToldTheSame() {
        Answer answer = assertTimeout(SOON, () -> port.command("ping localhost:hostile Ext<PutAndTrap>"));

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.code()).isEqualTo("E0506");
    }

    @Test
    void whatWasPutBeforeTheHarmIsThereAfterARestartAndNothingElse() {
        assertHarm("/trap", 500, "E0506");

        HYPERVERSE.restart();

        assertHarm("/loop", 408, "E0505");
    }

    @Test
    void anotherMechtronOfTheSameModuleStaysClosedToStrangers() {
        assertHarm("/trap", 500, "E0506");

        assertHarm("/closed", 403, "E0301");
    }
}
