package io.hyperspace.finality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hyperspace.registry.TestDatabase;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.testkit.HyperverseExtension;
import io.hyperspace.testkit.MachinesExtension;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A database that is away: waves go on by what is known for as long as the lease lasts, and not a moment longer. */
final class DatabaseAwayTest {

    private static final WitnessDriver WITNESS = new WitnessDriver();
    private static final Point POINT = Point.parse("hall:thing");
    private static final Agent BOB = Agent.of(Point.parse("hyperspace:users:bob"));
    private static final Duration LEASE = Duration.ofSeconds(3);

    @RegisterExtension
    static final MachinesExtension MACHINES = HyperverseExtension.machines(2)
            .driver(services -> WITNESS)
            .database(TestDatabase.shared().url(Path.of("database-away")))
            .config("pekko.actor.serialize-messages = on")
            .config(TestDatabase.shared().credentials());

    @Test
    void wavesAreAnsweredForAsLongAsTheLeaseLastsAndAgainAfterwards() {
        for (String command : new String[] {
            "create hall<Space>",
            "create hall:thing<Witness>",
            "create hyperspace:users:bob<User>",
            "grant perm +csd-rwX on hall:thing to hyperspace:users:bob"
        }) {
            MACHINES.machine(0).command(command).orThrow();
        }
        for (int i = 0; i < MACHINES.count(); i++) {
            int machine = i;
            await().until(() -> ping(machine) == 200);
        }

        long away = System.nanoTime();
        MACHINES.breakDatabase();

        long last = away;
        int answered = 0;
        while (ping(answered % 2) == 200) {
            last = System.nanoTime();
            answered++;
        }
        assertThat(answered).isGreaterThan(10);
        assertThat(Duration.ofNanos(last - away)).isLessThan(LEASE);
        await().atMost(LEASE).until(() -> ping(0) == 503 && ping(1) == 503);
        assertThat(MACHINES.machine(0).command("create hall:more<Witness>").status())
                .isEqualTo(503);

        MACHINES.mendDatabase();
        await().atMost(Duration.ofSeconds(20)).until(() -> ping(0) == 200 && ping(1) == 200);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> MACHINES.machine(0)
                                .command("create? hall:more<Witness>")
                                .status()
                        < 300);
    }

    private static int ping(int machine) {
        return Hammer.ping(MACHINES.services(machine).waves(), POINT, BOB)
                .toCompletableFuture()
                .join()
                .status();
    }
}
