package io.hyperspace.machine;

import static io.hyperspace.machine.CountingWorld.count;
import static io.hyperspace.machine.CountingWorld.ping;
import static io.hyperspace.machine.CountingWorld.place;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.point.StarKind;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.LoggingTestKit;
import org.junit.jupiter.api.Test;

/** What the log tells of particles that fail. */
class FailureTracesTest {

    private static final int MANY = 8;

    private final CountingWorld counting = new CountingWorld();

    /** Particles of one star, each of which has answered. */
    private static List<Point> particles(TestHyperverse world) {
        List<Point> points = IntStream.range(0, MANY)
                .mapToObj(i -> Point.parse("test:of" + i))
                .toList();
        points.forEach(point -> {
            world.registry.create(point.toString(), ScriptedDriver.KIND);
            place(world, point, StarKey.of(StarKind.MAELSTROM, 0));
            assertThat(count(world, point)).isEqualTo(1);
        });
        return points;
    }

    private static void crash(TestHyperverse world, List<Point> points) {
        points.forEach(
                point -> ping(world, point, "/crash").toCompletableFuture().join());
        points.forEach(point -> assertThat(count(world, point)).isEqualTo(1));
    }

    private static LoggingTestKit traces(int times) {
        return LoggingTestKit.error(IllegalStateException.class)
                .withMessageContains("has failed")
                .withOccurrences(times);
    }

    @Test
    void eachFailureIsALineIfThereMayBeAsManyAndOfManyAtOnceOneTellsWhereInTheCodeItWas() {
        try (TestHyperverse world =
                counting.world("hyperspace.star { failure-line-every = 0s, failure-trace-every = 1h }")) {
            List<Point> points = particles(world);

            LoggingTestKit.error("has failed: java.lang.IllegalStateException: as it was told")
                    .withOccurrences(MANY - 1)
                    .expect(world.kit.system(), () -> traces(1).expect(world.kit.system(), () -> {
                        crash(world, points);
                        return points;
                    }));
        }
    }

    @Test
    void ofThoseThatFailOneAfterTheOtherEachTellsWhere() {
        try (TestHyperverse world = counting.world("hyperspace.star.failure-trace-every = 0s")) {
            List<Point> points = particles(world);

            traces(MANY).expect(world.kit.system(), () -> {
                crash(world, points);
                return points;
            });
        }
    }
}
