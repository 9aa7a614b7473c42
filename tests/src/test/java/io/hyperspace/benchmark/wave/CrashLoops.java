package io.hyperspace.benchmark.wave;

import io.hyperspace.Hyperspace;
import io.hyperspace.benchmark.Figures;
import io.hyperspace.benchmark.Measure;
import io.hyperspace.driver.ParticleContext;
import io.hyperspace.driver.ParticleContext.Outgoing;
import io.hyperspace.driver.Services;
import io.hyperspace.provision.Registry;
import io.hyperspace.space.command.Command;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.Pong;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Measures what particles that crash at every wave cost their neighbours in the same stars. They get waves at one pace all
 * along: while they are well, while they crash, and when all are in quarantine. How long a ping to a neighbour takes is
 * measured in each of these times, one in flight.
 */
final class CrashLoops {

    /** What the default budget of a particle puts up with, and the one too many. */
    private static final int CRASHES = 6;

    /** How often each has got a wave before anything is measured. */
    private static final long WARM_ROUNDS = 5;

    private static final int QUARANTINED = 503;
    private static final int NEIGHBOURS = 100;
    private static final int BATCH = 1_000;
    private static final int AT_ONCE = 250;
    private static final long MINUTES = 3;
    private static final double TIMES = 2;
    private static final String TEXT = "x".repeat(64);

    private final Path folder;
    private final int count;
    private final int pings;
    private final int aSecond;
    private final CrashDriver crashing = new CrashDriver();
    private final EchoDriver well = new EchoDriver();
    private final CompletableFuture<Services> services = new CompletableFuture<>();
    private final Figures figures = new Figures();

    /**
     * @param folder an empty folder
     * @param count how many particles crash
     * @param pings how many pings to neighbours are timed at least, in each of the times
     * @param aSecond how many waves are sent a second to those that crash
     */
    CrashLoops(Path folder, int count, int pings, int aSecond) {
        this.folder = folder;
        this.count = count;
        this.pings = pings;
        this.aSecond = aSecond;
    }

    Figures run() throws Exception {
        try (Hyperspace machine = start()) {
            for (String line : List.of(
                    "create loops<Space>",
                    "create loops:well<Base>{ +wide=true }",
                    "create loops:crash<Base>{ +wide=true }",
                    "grant perm +csd-rwX on loops:** to loops:**")) {
                machine.command(line).orThrow();
            }
            List<Point> neighbours = particles("well", EchoDriver.KIND, NEIGHBOURS);
            List<Point> crashers = particles("crash", CrashDriver.KIND, count);
            neighbours.forEach(each -> check(machine.ping(each, Method.parse("Ext<Echo>"), Substance.text(TEXT))));
            measure(well.context(neighbours.get(0)), neighbours, crashers);
        }
        return figures;
    }

    private Hyperspace start() {
        return Hyperspace.builder()
                .name("loops")
                .data(folder.resolve("data"))
                .httpPort(0)
                .controlPort(0)
                .driver(offered -> {
                    services.complete(offered);
                    return well;
                })
                .driver(offered -> crashing)
                .start();
    }

    private List<Point> particles(String parent, Kind kind, int number) throws Exception {
        List<Point> points = new ArrayList<>();
        List<Registry.Registration> batch = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            Point point = Point.parse("loops:" + parent + ":p-" + i);
            points.add(point);
            batch.add(new Registry.Registration(point, kind, Agent.HYPERUSER, List.of(), Command.Strategy.COMMIT));
            if (batch.size() == BATCH || i == number - 1) {
                Measure.get(services.join().registry().registerAll(List.copyOf(batch)));
                batch.clear();
            }
        }
        return points;
    }

    private void measure(ParticleContext sender, List<Point> neighbours, List<Point> crashers) throws Exception {
        try (PacedWaves waves = PacedWaves.start(aSecond, crashers, point -> ping(sender, point))) {
            p99(sender, neighbours, () -> waves.sent() < WARM_ROUNDS * count);
            double before = p99(sender, neighbours, () -> false);
            figures.told("p99 of pings to neighbours while all are well", before, "µs");
            crashing.crash();
            double meanwhile = p99(sender, neighbours, () -> crashing.crashes() < (long) CRASHES * count);
            figures.atMost(TIMES * before, "while they crash", meanwhile, "µs");
            figures.atMost(TIMES * before, "in quarantine", p99(sender, neighbours, () -> false), "µs");
            waves.forgetAnswers();
            p99(sender, neighbours, () -> waves.answered() < count);
            double others = (double) (waves.answered() - waves.answered(QUARANTINED));
            figures.atMost(0, "answers since that are not 503", others, "");
        }
        figures.atMost((double) CRASHES * count, "crashes", (double) crashing.crashes(), "");
        figures.atLeast(count, "particles whose status is Panic", inPanic(crashers), "");
    }

    private int inPanic(List<Point> points) throws Exception {
        int panic = 0;
        for (Point point : points) {
            if (Measure.get(services.join().registry().record(point)).status() == Status.PANIC) {
                panic++;
            }
        }
        return panic;
    }

    private static CompletionStage<Pong> ping(ParticleContext sender, Point to) {
        Substance text = Substance.text(TEXT);
        return sender.ping(null, new Outgoing(to, Method.parse("Ext<Echo>"), "/", Headers.NONE, text));
    }

    private static void check(Pong pong) {
        if (pong.status() != 200) {
            throw new IllegalStateException("answered " + pong);
        }
    }

    /** Of so many pings at least, and of more for as long as something goes on. */
    private double p99(ParticleContext sender, List<Point> neighbours, BooleanSupplier goesOn) throws Exception {
        long start = System.nanoTime();
        List<double[]> all = new ArrayList<>();
        while (all.size() * AT_ONCE < pings || goesOn.getAsBoolean()) {
            if (System.nanoTime() - start > TimeUnit.MINUTES.toNanos(MINUTES)) {
                throw new IllegalStateException("it still goes on after " + MINUTES + " minutes");
            }
            all.add(InFlight.micros(
                    AT_ONCE, n -> ping(sender, neighbours.get(n % NEIGHBOURS)).thenAccept(CrashLoops::check)));
        }
        double[] micros = all.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
        return micros[micros.length * 99 / 100];
    }
}
