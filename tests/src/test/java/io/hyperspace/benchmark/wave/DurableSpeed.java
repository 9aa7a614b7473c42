package io.hyperspace.benchmark.wave;

import io.hyperspace.Hyperspace;
import io.hyperspace.benchmark.Figures;
import io.hyperspace.benchmark.Measure;
import io.hyperspace.benchmark.PlainActors;
import io.hyperspace.driver.ParticleContext;
import io.hyperspace.driver.ParticleContext.Outgoing;
import io.hyperspace.registry.TestDatabase;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Headers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Measures durable waves to particles with durable state, beside plain persistent actors that store one event for each
 * command on the stock journal and the same database, in turns. The command is an event; a wave is an event of its target
 * and, when that does not answer soon, a row in the outbox of its sender's star that goes again.
 */
final class DurableSpeed {

    private static final int KEYS = 1_000;
    private static final int AT_ONCE = 256;
    private static final Point SENDER = Point.parse("durable:sender");

    private final Path folder;
    private final int times;
    private final int keys;
    private final StoringDriver driver = new StoringDriver();

    /**
     * @param folder an empty folder
     * @param times how many waves a round sends
     */
    DurableSpeed(Path folder, int times) {
        this.folder = folder;
        this.times = times;
        this.keys = Math.min(KEYS, times);
    }

    Figures run() throws Exception {
        Figures figures = new Figures();
        String url = TestDatabase.POSTGRES.url(folder);
        try (Hyperspace machine = Hyperspace.builder()
                        .name("durable")
                        .data(folder.resolve("data"))
                        .httpPort(0)
                        .controlPort(0)
                        .config(FarMachine.config(url, "central, super, nexus, maelstrom, scribe, jump, fold"))
                        .driver(services -> driver)
                        .start();
                PlainActors plain = PlainActors.start(dataSource(url), true, keys)) {
            ParticleContext sender = sender(machine);
            List<Point> points = particles(machine);
            InFlight.rate(keys, AT_ONCE, n -> store(sender, points.get(n)));
            Pair.of(
                            round -> InFlight.rate(times, AT_ONCE, n -> store(sender, points.get(n % keys))),
                            round -> InFlight.rate(times, AT_ONCE, n -> plain.store(n % keys, "durable:p-" + n)))
                    .tellRates(
                            figures,
                            0.7,
                            "durable waves to durable particles, over " + keys + " of them",
                            "commands to plain persistent actors, over as many");
        }
        return figures;
    }

    private static DataSource dataSource(String url) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(url);
        source.setUser("postgres");
        source.setPassword("postgres");
        return source;
    }

    private ParticleContext sender(Hyperspace machine) throws Exception {
        machine.command("create durable<Space>").orThrow();
        machine.command("create " + SENDER + "<Storing>").orThrow();
        machine.command("grant perm +csd-rwX on durable:** to durable:**").orThrow();
        machine.ping(SENDER, StoringDriver.STORE, Substance.text("x"));
        return Measure.get(driver.context(SENDER));
    }

    private List<Point> particles(Hyperspace machine) {
        List<Point> points = IntStream.range(0, keys)
                .mapToObj(i -> Point.parse("durable:p-" + i))
                .toList();
        points.forEach(point -> machine.command("create " + point + "<Storing>").orThrow());
        return points;
    }

    private static CompletionStage<?> store(ParticleContext sender, Point to) {
        Outgoing wave =
                new Outgoing(to, StoringDriver.STORE, "/", Headers.NONE, Substance.text("one more"), Handling.DURABLE);
        return sender.ping(null, wave).thenAccept(pong -> {
            if (pong.status() != 200) {
                throw new IllegalStateException("answered " + pong);
            }
        });
    }
}
