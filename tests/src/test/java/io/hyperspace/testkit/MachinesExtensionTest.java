package io.hyperspace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hyperspace.driver.Reply;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Pong;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Down;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class MachinesExtensionTest {

    private static final Duration FAILOVER = Duration.ofSeconds(60);

    /** Three, so that those that are left when one is lost are a majority. */
    @RegisterExtension
    static final MachinesExtension MACHINES = HyperverseExtension.machines(3);

    @BeforeAll
    static void prepare() {
        MACHINES.machine(0).command("create hall<Space>").orThrow();
    }

    @Test
    void aProbeIsReachedFromEveryMachine() {
        ParticleProbe probe = MACHINES.probe("hall:reached");

        for (int i = 0; i < MACHINES.count(); i++) {
            CompletableFuture<Pong> pong = ping(i, probe);
            probe.receive().reply(Reply.ok(Substance.text("from here")));

            assertThat(pong.join().status()).isEqualTo(200);
        }
    }

    @Test
    void aMachineThatIsHeldGoesOnWhereItWas() {
        ParticleProbe probe = MACHINES.probe("hall:held");
        CompletableFuture<Pong> first = ping(1, probe);
        probe.receive().reply(Reply.ok(Substance.text("first")));
        assertThat(first.join().status()).isEqualTo(200);

        MACHINES.pause(1);
        CompletableFuture<Pong> second = ping(1, probe);
        probe.expectNoWave(Duration.ofMillis(300));
        assertThat(MACHINES.isUp(1)).isFalse();
        MACHINES.resume(1);

        probe.receive().reply(Reply.ok(Substance.text("second")));
        assertThat(second.join().status()).isEqualTo(200);
    }

    @Test
    void aMachineThatIsKilledIsDoneWithoutAndMayBeStartedAgain() {
        MACHINES.kill(1);

        await().atMost(FAILOVER)
                .until(() ->
                        MACHINES.machine(0).command("create? hall:after<Base>").isOk());

        await().atMost(FAILOVER).ignoreExceptions().until(() -> {
            MACHINES.start(1);
            return true;
        });
        assertThat(MACHINES.machine(1).command("get hall:after").isOk()).isTrue();
    }

    @Test
    void oneThatTheOthersTakeForLostThoughTheyReachItIsNoticed() {
        MACHINES.awaitTogether();
        assertThat(MACHINES.takeEnded()).isEmpty();
        Cluster cluster = Cluster.get(MACHINES.services(0).system());
        Cluster lost = Cluster.get(MACHINES.services(2).system());

        cluster.manager().tell(new Down(lost.selfMember().address()));
        await().atMost(FAILOVER).until(() -> lost.isTerminated());
        MACHINES.awaitTogether();

        assertThat(MACHINES.takeEnded()).containsExactly("m2");
        assertThat(MACHINES.takeEnded()).isEmpty();
    }

    @Test
    void aWaveThatDoesNotFitIntoAFrameArrivesFromEveryMachineAndThoseBehindItToo() {
        ParticleProbe probe = MACHINES.probe("hall:large");
        Substance large = Substance.text("x".repeat(600_000));
        for (int i = 0; i < MACHINES.count(); i++) {
            int machine = i;
            String point = probe.point().toString();
            CompletableFuture<Pong> pong = CompletableFuture.supplyAsync(
                    () -> MACHINES.machine(machine).ping(point, "Ext<Say>", large));
            ParticleProbe.Received received = probe.receive();
            assertThat(received.wave().body()).isEqualTo(large);
            CompletableFuture<Pong> behind = ping(machine, probe);
            received.reply(Reply.ok(Substance.text("all of it")));
            assertThat(pong.join().status()).isEqualTo(200);
            probe.receive().reply(Reply.ok(Substance.text("from here")));
            assertThat(behind.join().status()).isEqualTo(200);
        }
    }

    private static CompletableFuture<Pong> ping(int machine, ParticleProbe probe) {
        return CompletableFuture.supplyAsync(
                () -> MACHINES.machine(machine).ping(probe.point().toString(), "Ext<Say>", Substance.Empty.INSTANCE));
    }
}
