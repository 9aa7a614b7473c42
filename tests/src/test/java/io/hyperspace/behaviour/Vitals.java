package io.hyperspace.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.driver.Reply;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.testkit.HyperverseExtension;
import io.hyperspace.testkit.ParticleProbe;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Says whether a Machine is well after what was done to it: it answers, registers, carries waves, and what it had to
 * hold at once stayed small.
 */
final class Vitals {

    /** What lived long enough to leave Eden, garbage not yet collected included; the largest upload is 64 MiB. */
    private static final long MAX_GROWTH = 512L << 20;

    private final HyperverseExtension hyperverse;
    private final ControlPort port;
    private long before;
    private int checks;

    Vitals(HyperverseExtension hyperverse) {
        this.hyperverse = hyperverse;
        this.port = new ControlPort(hyperverse);
    }

    /** Call it before the harm is done. */
    void start() {
        System.gc();
        before = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (isLasting(pool)) {
                pool.resetPeakUsage();
                before += pool.getUsage().getUsed();
            }
        }
    }

    /** Call it after the harm was done. */
    void check() throws Exception {
        long peak = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(Vitals::isLasting)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
        assertThat(peak - before).as("heap that it took").isLessThan(MAX_GROWTH);

        assertThat(port.health().status()).isEqualTo(200);
        checks++;
        String base = "localhost:served-on-" + checks;
        assertThat(port.command("create " + base + "<Base>").status()).isEqualTo(201);
        checkThatWavesTravel(base + ":probe");
    }

    private void checkThatWavesTravel(String point) throws Exception {
        ParticleProbe probe = hyperverse.probe(point);
        CompletableFuture<Pong> pong = CompletableFuture.supplyAsync(
                () -> hyperverse.machine().ping(point, "Ext<Hello>", Substance.text("there")));
        ParticleProbe.Received received = probe.receive();
        received.reply(Reply.ok(received.wave().body()));

        assertThat(pong.get(10, TimeUnit.SECONDS).body()).isEqualTo(Substance.text("there"));
    }

    private static boolean isLasting(MemoryPoolMXBean pool) {
        return pool.getType() == MemoryType.HEAP && !pool.getName().contains("Eden");
    }
}
