package io.hyperspace.drivers.global;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.drivers.BuiltInDrivers;
import io.hyperspace.drivers.memory.InMemoryHyperverse;
import io.hyperspace.provision.Digest;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Pong;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What tests of the executor share: a Hyperverse in memory, and commands that are run in it. */
abstract class ExecutorTests {

    final InMemoryHyperverse hyperverse = InMemoryHyperverse.create(
            "hyperspace.command.select-limit = 5",
            "hyperspace.command.select-page = 2",
            "hyperspace.command.in-flight = 2",
            "hyperspace.command.max-result = 2000");

    @BeforeEach
    void withDrivers() {
        hyperverse.with(BuiltInDrivers.all(hyperverse.services(), module -> {}));
        hyperverse.registry().create("hyperspace", Kind.SPACE);
        hyperverse.registry().create("hyperspace:users", Kind.USER_BASE);
        hyperverse.registry().create("hyperspace:users:scott", Kind.USER);
    }

    @AfterEach
    void close() {
        hyperverse.close();
    }

    Pong run(String command) {
        return run(Agent.HYPERUSER, command, Map.of());
    }

    Pong run(Agent agent, String command, Map<String, byte[]> uploads) {
        Map<String, Digest> digests = new HashMap<>();
        uploads.forEach((name, bytes) -> digests.put(
                name, hyperverse.blobs().put(bytes).toCompletableFuture().join()));
        return hyperverse.ping(
                agent,
                "GLOBAL::executor",
                GlobalDriver.EXECUTE,
                Headers.NONE,
                new ExecuteRequest(command, digests).toSubstance());
    }

    static void assertDone(Pong pong, int status, String json) {
        assertThat(pong.body()).isEqualTo(new Substance.Json(json));
        assertThat(pong.status()).isEqualTo(status);
    }

    static void assertRefused(Pong pong, int status, String code) {
        assertThat(pong.body()).isInstanceOfSatisfying(Substance.Err.class, err -> assertThat(
                        err.value().code())
                .isEqualTo(code));
        assertThat(pong.status()).isEqualTo(status);
    }
}
