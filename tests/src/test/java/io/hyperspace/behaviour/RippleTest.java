package io.hyperspace.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperspace.control.CommandResult;
import io.hyperspace.driver.Reply;
import io.hyperspace.drivers.global.ExecuteRequest;
import io.hyperspace.drivers.global.GlobalDriver;
import io.hyperspace.ripple.Bounce;
import io.hyperspace.ripple.EchoList;
import io.hyperspace.ripple.Outcome;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Echo;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Head;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Ripple;
import io.hyperspace.space.wave.WaveId;
import io.hyperspace.testkit.MachinesExtension;
import io.hyperspace.testkit.ParticleProbe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Ripples over three Machines. */
final class RippleTest {

    @RegisterExtension
    static final MachinesExtension machines = MachinesExtension.of(3);

    private static final Agent ANN = Agent.of(Point.parse("staff:ann"));
    private static final List<ParticleProbe> PROBES = new ArrayList<>();

    @BeforeAll
    static void withParticles() {
        run("create hall<Space>");
        run("create staff<UserBase<Internal>>");
        run("create staff:ann<User>");
        for (int i = 0; i < 6; i++) {
            PROBES.add(machines.probe("hall:p" + i));
        }
    }

    private static void run(String command) {
        machines.machine(0).command(command).orThrow();
    }

    private static Head head(Agent agent, Method method, Substance body) {
        return new Head(
                WaveId.next(),
                Point.parse("LOCAL::test"),
                agent,
                method,
                "/",
                Headers.NONE,
                body,
                Handling.IMMEDIATE,
                System.currentTimeMillis() + 20_000,
                List.of());
    }

    private static CompletableFuture<Outcome> ripple(Agent agent, Bounce bounce, EchoList echoes) {
        Ripple ripple = new Ripple(head(agent, Method.ext("Hello"), Substance.text("x")), Language.selector("hall:*"));
        return machines.services(1).waves().ripple(ripple, bounce, echoes).toCompletableFuture();
    }

    @Test
    void everyParticleOnEveryMachineAnswersWithAnEcho() {
        EchoList echoes = new EchoList(1_000_000);

        CompletableFuture<Outcome> outcome = ripple(Agent.HYPERUSER, Bounce.ALL, echoes);
        PROBES.forEach(probe -> probe.receive().reply(Reply.ok(Substance.text("from " + probe.point()))));

        assertThat(outcome.join())
                .extracting(Outcome::targets, Outcome::answered, Outcome::failed)
                .containsExactly(6, 6, 0);
        assertThat(echoes.echoes())
                .extracting(Echo::body)
                .contains(Substance.text("from hall:p0"), Substance.text("from hall:p5"));
    }

    @Test
    void theFirstEchoIsEnoughForWhoWantsOne() {
        CompletableFuture<Outcome> outcome = ripple(Agent.HYPERUSER, Bounce.FIRST, new EchoList(1_000_000));
        List<ParticleProbe.Received> received =
                PROBES.stream().map(ParticleProbe::receive).toList();
        received.get(3).reply(Reply.ok(Substance.Empty.INSTANCE));

        assertThat(outcome.join())
                .extracting(Outcome::sent, Outcome::answered, Outcome::unawaited)
                .containsExactly(6, 1, 5);
        received.forEach(wave -> wave.reply(Reply.ok(Substance.Empty.INSTANCE)));
    }

    @Test
    void whoMayNotSeeThemReachesNoneAndWhoMayOnlySeeThemIsRefusedByEach() {
        EchoList echoes = new EchoList(1_000_000);

        assertThat(ripple(ANN, Bounce.ALL, echoes).join().targets()).isZero();
        assertThat(echoes.echoes()).isEmpty();

        run("grant perm +cSd-rwx on hall to staff:ann");
        Outcome refused = ripple(ANN, Bounce.ALL, echoes).join();

        assertThat(refused)
                .extracting(Outcome::targets, Outcome::answered, Outcome::failed)
                .containsExactly(6, 0, 6);
        assertThat(echoes.echoes()).extracting(Echo::status).containsOnly(403);
    }

    @Test
    void theCommandListsTheEchoes() {
        CompletableFuture<CommandResult> result =
                CompletableFuture.supplyAsync(() -> machines.machine(2).command("ripple hall:* Ext<Hello>/path 'x'"));
        PROBES.forEach(probe -> {
            ParticleProbe.Received received = probe.receive();
            assertThat(received.wave().uri()).isEqualTo("/path");
            received.reply(Reply.ok(Substance.text("hello")));
        });

        JsonNode json = result.join().orThrow().result();
        assertThat(json.path("answered").asInt()).isEqualTo(6);
        assertThat(json.at("/echoes/0/from").asText()).isEqualTo("hall:p0");
        assertThat(json.at("/echoes/0/body/value").asText()).isEqualTo("hello");
    }

    @Test
    void aCommandOfSomebodyElseGoesOutOnTheirAuthority() {
        Head head = head(
                Agent.of(Point.parse("staff:nobody")),
                GlobalDriver.EXECUTE,
                new ExecuteRequest("ripple hall:* Ext<Hello>", Map.of()).toSubstance());

        int status = machines.services(0)
                .waves()
                .ping(new Ping(head, GlobalDriver.EXECUTOR))
                .toCompletableFuture()
                .join()
                .status();

        assertThat(status).isEqualTo(404);
    }
}
