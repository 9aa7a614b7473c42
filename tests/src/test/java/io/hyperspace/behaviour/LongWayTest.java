package io.hyperspace.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperspace.driver.Reply;
import io.hyperspace.ripple.Bounce;
import io.hyperspace.ripple.EchoList;
import io.hyperspace.ripple.Outcome;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Head;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.Ripple;
import io.hyperspace.space.wave.Signal;
import io.hyperspace.space.wave.WaveId;
import io.hyperspace.testkit.MachinesExtension;
import io.hyperspace.testkit.ParticleProbe;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Three Machines whose waves pass two relays, one behind the other, which live on different Machines. */
final class LongWayTest {

    private static final List<ParticleProbe> PROBES = new ArrayList<>();
    private static final int SIGNALS = 200;
    private static final int LARGE = 100_000;

    @RegisterExtension
    static final MachinesExtension machines = MachinesExtension.of(3).config("""
                    hyperspace {
                      topology = graph
                      graph {
                        lanes = [
                          "machine - nexus[0]", "nexus[0] - nexus[1]"
                          "nexus[1] - central", "nexus[1] - super", "nexus[1] - maelstrom"
                          "nexus[1] - scribe", "nexus[1] - jump", "nexus[1] - fold"
                        ]
                        hops = 3
                      }
                    }
                    """);

    @BeforeAll
    static void withParticles() {
        machines.machine(0).command("create hall<Space>").orThrow();
        for (int i = 0; i < 6; i++) {
            PROBES.add(machines.probe("hall:p" + i));
        }
    }

    private static Head head(Agent agent, Handling handling, Substance body, long millis) {
        return new Head(
                WaveId.next(),
                Point.parse("LOCAL::test"),
                agent,
                Method.ext("Hello"),
                "/",
                Headers.NONE,
                body,
                handling,
                System.currentTimeMillis() + millis,
                List.of());
    }

    private static CompletableFuture<Pong> ping(int machine, Head head) {
        return machines.services(machine)
                .waves()
                .ping(new Ping(head, PROBES.get(0).point()))
                .toCompletableFuture();
    }

    @Test
    void aPingOfAnyHandlingIsAnsweredFromEveryMachine() {
        Substance large = Substance.text("x".repeat(LARGE));
        for (Handling handling : Handling.values()) {
            for (int machine = 0; machine < machines.count(); machine++) {
                CompletableFuture<Pong> pong = ping(machine, head(Agent.HYPERUSER, handling, large, 20_000));
                ParticleProbe.Received received = PROBES.get(0).receive();
                assertThat(received.wave().body()).isEqualTo(large);
                received.reply(Reply.ok(Substance.text("here")));

                assertThat(pong.join().body()).isEqualTo(Substance.text("here"));
            }
        }
    }

    @Test
    void signalsComeInTheirOrder() {
        for (int i = 0; i < SIGNALS; i++) {
            Head head = head(Agent.HYPERUSER, Handling.IMMEDIATE, Substance.text("s" + i), 20_000);
            machines.services(1).waves().signal(new Signal(head, PROBES.get(1).point()));
        }

        for (int i = 0; i < SIGNALS; i++) {
            assertThat(PROBES.get(1).receive().wave().body()).isEqualTo(Substance.text("s" + i));
        }
    }

    @Test
    void everyParticleAnswersARippleWithAnEcho() {
        Head head = head(Agent.HYPERUSER, Handling.IMMEDIATE, Substance.text("x"), 20_000);
        EchoList echoes = new EchoList(1_000_000);

        CompletableFuture<Outcome> outcome = machines.services(2)
                .waves()
                .ripple(new Ripple(head, Language.selector("hall:*")), Bounce.ALL, echoes)
                .toCompletableFuture();
        PROBES.forEach(probe -> probe.receive().reply(Reply.ok(Substance.text("from " + probe.point()))));

        assertThat(outcome.join())
                .extracting(Outcome::targets, Outcome::answered, Outcome::failed)
                .containsExactly(6, 6, 0);
        assertThat(echoes.echoes()).hasSize(6);
    }

    @Test
    void aStrangerIsRefusedAndAPingThatNobodyAnswersEndsAtItsDeadline() {
        for (int machine = 0; machine < machines.count(); machine++) {
            Head strange = head(Agent.ANONYMOUS, Handling.IMMEDIATE, Substance.Empty.INSTANCE, 20_000);
            assertThat(ping(machine, strange).join().status()).isEqualTo(403);
        }

        CompletableFuture<Pong> late = ping(1, head(Agent.HYPERUSER, Handling.IMMEDIATE, Substance.text("x"), 500));
        PROBES.get(0).receive();

        assertThat(late.join().status()).isEqualTo(408);
    }

    @Test
    void theLanesOfAllMachinesSayThatTheyLeadThroughBothRelays() {
        List<String> ways = new ArrayList<>();

        for (JsonNode lane : machines.machine(1).command("lanes").orThrow().result()) {
            assertThat(lane.path("state").asText()).isEqualTo("open");
            ways.add(lane.path("through").toString());
        }

        assertThat(ways).isNotEmpty().containsOnly("[\"<<central:nexus[0]>>\",\"<<central:nexus[1]>>\"]");
    }
}
