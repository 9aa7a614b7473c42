package io.hyperspace.benchmark.wave;

import com.typesafe.config.ConfigFactory;
import io.hyperspace.Hyperspace;
import io.hyperspace.benchmark.Figures;
import io.hyperspace.benchmark.Measure;
import io.hyperspace.driver.ParticleContext;
import io.hyperspace.driver.ParticleContext.Outgoing;
import io.hyperspace.driver.Services;
import io.hyperspace.provision.Registry;
import io.hyperspace.space.command.Command;
import io.hyperspace.space.particle.PropertyChange;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.Pong;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/**
 * Measures waves between particles of one Machine beside plain sharded entities, in turns. The particles have a bind of
 * their own, and are allowed in by a grant; the sender is a particle.
 */
final class WaveSpeed {

    private static final int PARTICLES = 100;
    private static final int AT_ONCE = 64;
    private static final int BATCH = 1_000;
    private static final String TEXT = "x".repeat(64);
    private static final String SETTINGS = """
            hyperspace.star.passivate-after = %1$ds
            hyperspace.view.keep = %1$ds
            hyperspace.registry.directory.passivate-after = %1$ds
            hyperspace.database.cache = 2 MiB
            """;
    private static final Duration IDLE = Duration.ofMinutes(3);

    private final Path folder;
    private final int times;
    private final int idleSeconds;
    private final Figures figures = new Figures();
    private final EchoDriver driver = new EchoDriver();
    private final CompletableFuture<Services> services = new CompletableFuture<>();

    /**
     * @param folder an empty folder
     * @param times how many waves a round sends
     * @param idleSeconds after how long particles and directories that nobody uses are stopped
     */
    WaveSpeed(Path folder, int times, int idleSeconds) {
        this.folder = folder;
        this.times = times;
        this.idleSeconds = idleSeconds;
    }

    Figures run() throws Exception {
        try (PlainEchoes plain = new PlainEchoes();
                Hyperspace machine = start()) {
            prepare(machine);
            register("warm", PARTICLES);
            List<Point> points = IntStream.range(0, PARTICLES)
                    .mapToObj(i -> point("warm", i))
                    .toList();
            for (Point point : points) {
                check(Measure.get(asHyperuser(machine, point)));
            }
            ParticleContext sender = driver.context(points.get(0));
            pings(plain, sender, points);
            signals(plain, sender, points);
            latency(plain, sender, points);
            cold(plain, sender);
        }
        return figures;
    }

    private Hyperspace start() {
        return Hyperspace.builder()
                .name("speed")
                .data(folder.resolve("data"))
                .httpPort(0)
                .controlPort(0)
                .config(ConfigFactory.parseString(SETTINGS.formatted(idleSeconds)))
                .driver(offered -> {
                    services.complete(offered);
                    return driver;
                })
                .start();
    }

    private void prepare(Hyperspace machine) throws Exception {
        EchoBind.publish(machine, folder);
        for (String parent : List.of("warm", "filling", "cold")) {
            machine.command("create speed:" + parent + "<Base>{ +wide=true }").orThrow();
        }
    }

    private static Point point(String parent, int number) {
        return Point.parse("speed:" + parent + ":p-" + number);
    }

    /** Registers particles below a parent. */
    private void register(String parent, int count) throws Exception {
        List<Registry.Registration> batch = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            batch.add(new Registry.Registration(
                    point(parent, i),
                    EchoDriver.KIND,
                    Agent.HYPERUSER,
                    List.of(new PropertyChange.Set("bind", EchoBind.AT, false)),
                    Command.Strategy.COMMIT));
            if (batch.size() == BATCH || i == count - 1) {
                Measure.get(services.join().registry().registerAll(List.copyOf(batch)));
                batch.clear();
            }
        }
    }

    private static CompletionStage<Pong> asHyperuser(Hyperspace machine, Point point) {
        return CompletableFuture.completedFuture(machine.ping(point, Method.parse("Ext<Echo>"), Substance.text(TEXT)));
    }

    private static Outgoing echo(Point to) {
        return new Outgoing(to, Method.parse("Ext<Echo>"), "/", Headers.NONE, Substance.text(TEXT));
    }

    private static CompletionStage<?> ping(ParticleContext sender, Point to) {
        return sender.ping(null, echo(to)).thenAccept(WaveSpeed::check);
    }

    private static void check(Pong pong) {
        if (pong.status() != 200) {
            throw new IllegalStateException("answered " + pong);
        }
    }

    private void pings(PlainEchoes plain, ParticleContext sender, List<Point> points) throws Exception {
        Pair.of(
                        round -> InFlight.rate(times, AT_ONCE, n -> ping(sender, points.get(n % PARTICLES))),
                        round -> InFlight.rate(times, AT_ONCE, n -> plain.ask("e" + n % PARTICLES, TEXT)))
                .tellRates(figures, 1.0, "pings between particles", "sharded asks");
    }

    private void signals(PlainEchoes plain, ParticleContext sender, List<Point> points) throws Exception {
        Pair.of(
                        round -> InFlight.told(
                                times, 512, n -> sender.signal(null, echo(points.get(n % PARTICLES))), driver::handled),
                        round -> InFlight.told(times, 512, n -> plain.tell("e" + n % PARTICLES, TEXT), plain::handled))
                .tellRates(figures, 0.6, "signals between particles", "sharded tells");
    }

    private void latency(PlainEchoes plain, ParticleContext sender, List<Point> points) throws Exception {
        int each = Math.max(100, times / 10);
        Pair.of(
                        round -> InFlight.micros(each, n -> ping(sender, points.get(n % PARTICLES)))[each * 99 / 100],
                        round -> InFlight.micros(each, n -> plain.ask("e" + n % PARTICLES, TEXT))[each * 99 / 100])
                .tellMicros(figures, 2, "p99 of a ping, one in flight", "p99 of a sharded ask, one in flight");
    }

    /**
     * Particles that have a star and are idle, and entities that nobody has used yet. None is used twice, so a round takes a
     * fraction of a second: the first ones measure how far the compiler has come, and how soon directories are read again.
     */
    private void cold(PlainEchoes plain, ParticleContext sender) throws Exception {
        int each = Math.max(50, times / 20);
        heap(sender, each * Pair.ALL);
        Pair.of(
                        round -> InFlight.rate(each, AT_ONCE, n -> ping(sender, point("cold", round * each + n))),
                        round -> InFlight.rate(each, AT_ONCE, n -> plain.ask("cold" + (round * each + n), TEXT)))
                .tellRates(figures, 0.7, "pings that start a particle", "sharded asks that start an entity");
    }

    /**
     * What a particle costs of the heap, and on the way how fast particles are placed, which stores each. It is how much the
     * heap grows with the number of particles: as many were used before and are idle again, so that caches with a limit,
     * which the first particles fill and no later ones make larger, are full; that of the database has a small limit here, so
     * that it is full by then. The measurement itself keeps no points.
     */
    private void heap(ParticleContext sender, int count) throws Exception {
        firstPings(sender, "filling", count);
        awaitIdle();
        double before = Measure.heap();
        figures.told("first pings, each places its particle", firstPings(sender, "cold", count), "/s");
        figures.atMost(4096, "heap of an active idle particle", bytesEach(before, count), "B");
        awaitIdle();
        figures.atMost(400, "heap of a registered idle particle", bytesEach(before, count), "B");
    }

    private double firstPings(ParticleContext sender, String parent, int count) throws Exception {
        register(parent, count);
        return InFlight.rate(count, AT_ONCE, n -> ping(sender, point(parent, n)));
    }

    /** Waits until no particle is active and what was kept of them for a while is gone. */
    private void awaitIdle() {
        Awaitility.await().atMost(IDLE).until(() -> driver.active() == 0);
        Awaitility.await()
                .pollDelay(Duration.ofSeconds(idleSeconds + idleSeconds / 2))
                .atMost(IDLE)
                .until(() -> true);
    }

    private static double bytesEach(double before, int count) {
        return (Measure.heap() - before) * (1 << 20) / count;
    }
}
