package io.hyperspace.drivers.global;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.wave.Pong;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CommandAccessTest extends ExecutorTests {

    private static final Agent SCOTT = Agent.of(Point.parse("hyperspace:users:scott"));

    /** Runs a command as Scott, who may use the executor. */
    private Pong asScott(String command) {
        return run(SCOTT, command, Map.of());
    }

    private void letScottIn(String... grants) {
        assertThat(run("grant perm +csd-rwX on GLOBAL::executor to hyperspace:users:scott")
                        .status())
                .isEqualTo(200);
        for (String grant : grants) {
            assertThat(run("grant " + grant).status()).isEqualTo(200);
        }
    }

    @Test
    void withoutAGrantEverythingIsForbiddenAndNothingIsTold() {
        run("create localhost<Space>");
        letScottIn();

        assertRefused(asScott("create localhost:a<Base>"), 403, "E0301");
        assertRefused(asScott("create nowhere:a<Base>"), 403, "E0301");
        assertRefused(asScott("get localhost{ a }"), 403, "E0301");
        assertRefused(asScott("get localhost"), 403, "E0301");
        assertRefused(asScott("get localhost:none"), 403, "E0301");
        assertRefused(asScott("set localhost{ +a=b }"), 403, "E0301");
        assertRefused(asScott("publish ^[ a ]-> repo:app:1.0.0"), 403, "E0301");
        assertRefused(asScott("grant perm +CSD-RWX on localhost to *"), 403, "E0310");
        assertDone(asScott("select **"), 200, "[]");
    }

    @Test
    void aMissingPointIsToldToWhoMaySelectItsSiblings() {
        run("create localhost<Space>");
        letScottIn("perm +cSd-rwx on localhost to hyperspace:users:scott");

        assertRefused(asScott("get localhost:none{ a }"), 404, "E0203");
        assertRefused(asScott("get localhost:none:deeper{ a }"), 403, "E0301");
    }

    @Test
    void grantsOpenWhatTheyName() {
        run("create localhost<Space>");
        letScottIn("perm +Csd-rWx on localhost to hyperspace:users:scott");

        assertThat(asScott("create localhost:mine<Base>").status()).isEqualTo(201);
        assertThat(asScott("set localhost{ +a=b }").status()).isEqualTo(200);
        assertRefused(asScott("get localhost{ a }"), 403, "E0301");
        assertThat(asScott("get localhost:mine").body().toString()).contains("\"owner\":\"hyperspace:users:scott\"");
        assertThat(asScott("grant perm +csd-Rwx on localhost:mine to *").status())
                .isEqualTo(200);
    }

    @Test
    void onlySuperGrantsSuper() {
        run("create localhost<Space>");
        letScottIn("perm +CSD-RWX on localhost to hyperspace:users:scott");

        assertRefused(asScott("grant super on localhost to hyperspace:users:scott"), 403, "E0311");
        assertThat(asScott("grant priv orders.refund on localhost to *").status())
                .isEqualTo(200);
        assertThat(asScott("grant perm &csd-RwX on localhost to *").status()).isEqualTo(200);

        letScottIn("super on localhost to hyperspace:users:scott");

        assertThat(asScott("grant super on localhost to hyperspace:users:scott").status())
                .isEqualTo(200);
    }

    @Test
    void onlySuperMovesAParticleOrDrainsAMachine() {
        run("create localhost<Space>");
        letScottIn("perm +CSD-RWX on localhost to hyperspace:users:scott");

        assertRefused(asScott("move localhost to <<central:scribe[0]>>"), 403, "E0314");
        assertRefused(asScott("move localhost:none to <<central:scribe[0]>>"), 403, "E0314");
        assertRefused(asScott("drain m1"), 403, "E0314");
    }

    @Test
    void aGrantIsEndedByItsAuthorOrWhoMayGiveIt() {
        run("create localhost<Space>");
        letScottIn("perm +CSD-RWX on localhost to hyperspace:users:scott");
        String others = grantedId(run("grant perm +csd-Rwx on ROOT+:** to *"));
        String own = grantedId(asScott("grant perm +csd-rwX on localhost to *"));
        String near = grantedId(run("grant perm +csd-rwX on localhost to *"));

        assertRefused(asScott("revoke " + others), 403, "E0310");
        assertThat(asScott("revoke " + own).status()).isEqualTo(200);
        assertThat(asScott("revoke " + near).status()).isEqualTo(200);
        assertRefused(asScott("revoke " + near), 404, "E0217");
        assertThat(run("revoke " + others).status()).isEqualTo(200);
    }

    private static String grantedId(Pong pong) {
        assertThat(pong.status()).isEqualTo(200);
        return pong.body().toString().replaceAll(".*\"id\":\"([0-9A-Z]{26})\".*", "$1");
    }

    @Test
    void everyoneMayAskWhatTheyThemselvesMayDo() {
        run("create localhost<Space>");
        letScottIn("perm +csd-Rwx on localhost to hyperspace:users:scott", "priv refund on localhost to *");

        assertDone(
                asScott("access hyperspace:users:scott on localhost"),
                200,
                "{\"access\":\"enumerated\",\"permissions\":\"csd-Rwx\",\"privileges\":[\"refund\"]}");
        assertRefused(asScott("access hyperuser on localhost"), 403, "E0312");
        assertDone(
                run("access hyperuser on localhost"),
                200,
                "{\"access\":\"super\",\"permissions\":\"CSD-RWX\",\"privileges\":[]}");
    }

    @Test
    void aListOfGrantsHoldsWhatTheOneWhoAsksMaySee() {
        run("create localhost<Space>");
        run("create localhost:mine<Base>");
        letScottIn("perm +CSD-RWX on localhost:mine to hyperspace:users:scott", "perm +csd-Rwx on localhost to *");

        assertThat(asScott("access list on localhost+:**").body().toString())
                .contains("localhost:mine")
                .doesNotContain("\"on\":\"localhost\"");
        assertThat(run("access list on localhost+:**").body().toString()).contains("\"on\":\"localhost\"");
        assertThat(run("access list to hyperuser on localhost+:**").body().toString())
                .doesNotContain("localhost:mine");
    }
}
