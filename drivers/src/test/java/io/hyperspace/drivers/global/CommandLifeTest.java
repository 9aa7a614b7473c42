package io.hyperspace.drivers.global;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Pong;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Commands that end particles, replace them, give them away and tell what became of them. */
final class CommandLifeTest extends ExecutorTests {

    private static final Agent SCOTT = Agent.of(Point.parse("hyperspace:users:scott"));

    private Pong asScott(String command) {
        return run(SCOTT, command, Map.of());
    }

    private void letScott(String... grants) {
        run("grant perm +csd-rwX on GLOBAL::executor to hyperspace:users:scott");
        for (String grant : grants) {
            assertThat(run("grant " + grant + " to hyperspace:users:scott").status())
                    .isEqualTo(200);
        }
    }

    private void world() {
        run("create localhost<Space>");
        run("create localhost:a<Base>");
        run("create localhost:a:one<Base>");
        run("create localhost:b<Base>");
    }

    @Test
    void whatASelectorPicksIsDeletedWithAllBelowIt() {
        world();

        assertDone(
                run("delete localhost:**"),
                200,
                "{\"deleted\":[\"localhost:a:one\",\"localhost:a\",\"localhost:b\"],\"count\":3}");
        assertRefused(run("delete localhost:a"), 404, "E0203");
        assertDone(run("delete localhost:*"), 200, "{\"deleted\":[],\"count\":0}");
        assertDone(run("delete localhost"), 200, "{\"deleted\":[\"localhost\"],\"count\":1}");
    }

    @Test
    void whatEveryHyperverseHasStaysAndNothingElseGoesWithIt() {
        world();

        assertRefused(run("delete hyperspace:users"), 422, "E0220");
        assertRefused(run("delete *"), 422, "E0220");
        assertRefused(run("delete ROOT"), 422, "E0220");
        assertThat(run("get localhost:a").status()).isEqualTo(200);
    }

    @Test
    void deletingNeedsDeleteOnTheParent() {
        world();
        letScott("perm +CSd-RWX on localhost");

        assertRefused(asScott("delete localhost:a"), 403, "E0301");
        assertRefused(asScott("delete localhost:none"), 403, "E0301");
        assertRefused(asScott("delete localhost:*"), 403, "E0301");
        assertRefused(asScott("create! localhost:a<Base>"), 403, "E0301");
        assertThat(run("get localhost:a:one").status()).isEqualTo(200);

        letScott("perm +csD-rwx on localhost");

        assertThat(asScott("create! localhost:b<Repo>").status()).isEqualTo(201);
        assertThat(asScott("delete localhost:a").status()).isEqualTo(200);
        assertRefused(asScott("delete localhost:none"), 404, "E0203");
    }

    @Test
    void creatingOverSomethingNeedsCreateToo() {
        world();
        letScott("perm +cSD-RWX on localhost");

        assertRefused(asScott("create! localhost:a<Base>"), 403, "E0301");
    }

    @Test
    void whatIsCreatedOverSomethingTakesItsPlace() {
        world();

        assertDone(
                run("create! localhost:a<Repo>"),
                201,
                "{\"point\":\"localhost:a\",\"kind\":\"Repo\",\"status\":\"Ready\"}");
        assertRefused(run("get localhost:a:one"), 404, "E0203");
    }

    @Test
    void whoHasSuperGivesParticlesAway() {
        world();

        assertDone(
                run("chown localhost+:a to hyperspace:users:scott"),
                200,
                "{\"owner\":\"hyperspace:users:scott\",\"points\":[\"localhost\",\"localhost:a\"]}");
        assertRefused(run("chown localhost to hyperspace:users:nobody"), 404, "E0203");
        letScott();
        assertRefused(asScott("chown localhost:a to hyperspace:users:scott"), 403, "E0313");
        assertRefused(asScott("chown localhost:none to hyperspace:users:scott"), 403, "E0313");
        letScott("super on localhost:a");
        assertThat(asScott("chown localhost:a to hyperspace:users:scott").status())
                .isEqualTo(200);
        assertRefused(asScott("chown localhost:a to hyperspace:users"), 403, "E0301");
    }

    @Test
    void historyIsForWhoMayRead() {
        world();

        Pong told = run("history localhost:a");

        assertThat(told.status()).isEqualTo(200);
        assertThat(((Substance.Json) told.body()).value())
                .contains("\"event\":\"registered\"")
                .contains("\"details\":{\"kind\":\"Base\"}")
                .endsWith("\"omitted\":0}");
        letScott("perm +cSd-rwx on localhost");
        assertRefused(asScott("history localhost:a"), 403, "E0301");
        assertRefused(asScott("history localhost:none"), 404, "E0203");
        assertRefused(asScott("history localhost:none:deeper"), 403, "E0301");
    }
}
