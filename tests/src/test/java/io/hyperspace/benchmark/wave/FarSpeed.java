package io.hyperspace.benchmark.wave;

import io.hyperspace.Hyperspace;
import io.hyperspace.benchmark.Figures;
import io.hyperspace.benchmark.Measure;
import io.hyperspace.driver.ParticleContext;
import io.hyperspace.driver.ParticleContext.Outgoing;
import io.hyperspace.registry.TestDatabase;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKind;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Method;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/**
 * Measures pings from a particle of this JVM's Machine to particles of a Machine in another JVM, beside asks from here to
 * plain sharded entities there, in turns. The particles have a bind of their own, and are allowed in by a grant.
 */
final class FarSpeed {

    private static final int PARTICLES = 100;
    private static final int AT_ONCE = 64;
    private static final String TEXT = "x".repeat(64);
    private static final Point SENDER = Point.parse("speed:sender");

    private final Path folder;
    private final int times;
    private final EchoDriver senders = new EchoDriver(EchoDriver.SENDER, StarKind.SCRIBE);

    /**
     * @param folder an empty folder
     * @param times how many waves a round sends
     */
    FarSpeed(Path folder, int times) {
        this.folder = folder;
        this.times = times;
    }

    Figures run() throws Exception {
        String url = TestDatabase.POSTGRES.url(folder);
        Figures figures = new Figures();
        try (FarMachine far = FarMachine.start(folder, url);
                Hyperspace machine = start(url);
                PlainEchoes plain = PlainEchoes.near(far.plainAddress())) {
            measure(figures, plain, sender(machine), particles(machine));
        }
        return figures;
    }

    private Hyperspace start(String url) {
        return Hyperspace.builder()
                .name("near")
                .data(folder.resolve("near"))
                .httpPort(0)
                .controlPort(0)
                .config(FarMachine.config(url, "central, super, nexus, scribe, jump, fold"))
                .driver(services -> senders)
                .driver(services -> new EchoDriver())
                .start();
    }

    private ParticleContext sender(Hyperspace machine) throws IOException {
        EchoBind.publish(machine, folder);
        machine.command("create " + SENDER + "<Sender>").orThrow();
        machine.ping(SENDER, Method.ext("Echo"), Substance.text(TEXT));
        return senders.context(SENDER);
    }

    private static List<Point> particles(Hyperspace machine) {
        List<Point> points = IntStream.range(0, PARTICLES)
                .mapToObj(i -> Point.parse("speed:p-" + i))
                .toList();
        points.forEach(point -> machine.command("create " + point + "<Echo>{ +bind=" + EchoBind.AT + " }")
                .orThrow());
        return points;
    }

    private void measure(Figures figures, PlainEchoes plain, ParticleContext sender, List<Point> points)
            throws Exception {
        for (Point point : points) {
            Measure.get(ping(sender, point));
        }
        Pair.of(
                        round -> InFlight.rate(times, AT_ONCE, n -> ping(sender, points.get(n % PARTICLES))),
                        round -> InFlight.rate(times, AT_ONCE, n -> plain.ask("e" + n % PARTICLES, TEXT)))
                .tellRates(figures, 1.0, "pings to particles in another JVM", "sharded asks to another JVM");
        int each = Math.max(100, times / 10);
        Pair.of(
                        round -> InFlight.micros(each, n -> ping(sender, points.get(n % PARTICLES)))[each * 99 / 100],
                        round -> InFlight.micros(each, n -> plain.ask("e" + n % PARTICLES, TEXT))[each * 99 / 100])
                .tellMicros(figures, 2, "p99 of such a ping, one in flight", "p99 of such an ask, one in flight");
    }

    private static CompletionStage<?> ping(ParticleContext sender, Point to) {
        Outgoing echo = new Outgoing(to, Method.ext("Echo"), "/", Headers.NONE, Substance.text(TEXT));
        return sender.ping(null, echo).thenAccept(pong -> {
            if (pong.status() != 200) {
                throw new IllegalStateException("answered " + pong);
            }
        });
    }
}
