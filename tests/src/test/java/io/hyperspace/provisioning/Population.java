package io.hyperspace.provisioning;

import static org.awaitility.Awaitility.await;

import io.hyperspace.driver.Services;
import io.hyperspace.overview.StarReport;
import io.hyperspace.provision.Registry;
import io.hyperspace.space.command.Command;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.Location;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.point.StarKind;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Head;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.WaveId;
import io.hyperspace.testkit.MachinesExtension;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/** Many particles, all together. */
final class Population {

    private static final int AT_ONCE = 64;
    private static final long DEADLINE_MILLIS = 60_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Population() {}

    /** Registers particles; none of them has a place. */
    static List<Point> register(Services services, String space, Kind kind, int count) {
        List<Point> points = IntStream.range(0, count)
                .mapToObj(i -> Point.parse(space + ":" + kind.toString().toLowerCase(Locale.ROOT) + i))
                .toList();
        each(services, points, AT_ONCE, point -> services.registry()
                .register(new Registry.Registration(point, kind, Agent.HYPERUSER, List.of(), Command.Strategy.COMMIT)));
        return points;
    }

    /** Pings each from a Machine; the pongs have the order of the points. */
    static CompletionStage<List<Pong>> ping(Services services, List<Point> points) {
        return Source.from(points)
                .mapAsync(AT_ONCE, point -> services.waves().ping(wave(point)))
                .runWith(Sink.seq(), services.system());
    }

    static <T> List<T> each(
            Services services, List<Point> points, int atOnce, Function<Point, CompletionStage<T>> action) {
        return Source.from(points)
                .mapAsync(atOnce, action::apply)
                .runWith(Sink.seq(), services.system())
                .toCompletableFuture()
                .join();
    }

    /** Where each lives, as the Registry has it. */
    static Map<Point, Location> places(Services services, List<Point> points) {
        Map<Point, Location> places = new HashMap<>();
        each(services, points, AT_ONCE, services.registry()::record)
                .forEach(record ->
                        places.put(record.point(), Objects.requireNonNull(record.location(), "it has a place")));
        return places;
    }

    /** How many live in each star. */
    static Map<StarKey, Integer> byStar(Services services, List<Point> points) {
        Map<StarKey, Integer> counts = new HashMap<>();
        places(services, points).values().forEach(place -> counts.merge(place.star(), 1, Integer::sum));
        return counts;
    }

    /** The Machines of the Maelstroms that answer. */
    static Map<StarKey, String> homes(Services services) {
        Map<StarKey, String> homes = new HashMap<>();
        List<StarReport> reports =
                services.overview().get().stars().toCompletableFuture().join();
        for (StarReport report : reports) {
            if (report.machine() != null && report.star().name().equals(StarKind.MAELSTROM.starName())) {
                homes.put(report.star(), report.machine());
            }
        }
        return homes;
    }

    /** Waits until every Machine has as many Maelstroms as every other. */
    static void settle(MachinesExtension machines, int stars) {
        await().atMost(PATIENCE).until(() -> {
            Map<String, Integer> there = new HashMap<>();
            homes(machines.services(0)).values().forEach(machine -> there.merge(machine, 1, Integer::sum));
            return there.size() == machines.count()
                    && there.values().stream().allMatch(count -> count * machines.count() == stars);
        });
    }

    private static Ping wave(Point to) {
        Head head = new Head(
                WaveId.next(),
                Point.parse("LOCAL::test"),
                Agent.HYPERUSER,
                Method.ext("Work"),
                "/",
                Headers.NONE,
                Substance.text("work"),
                Handling.IMMEDIATE,
                System.currentTimeMillis() + DEADLINE_MILLIS,
                List.of());
        return new Ping(head, to);
    }
}
