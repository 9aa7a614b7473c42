package io.hyperspace.registry.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.security.Grant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConsequencesTest {

    /** Who comes to have everything may have given an AND mask that lay dormant, and takes from others with it. */
    @ParameterizedTest
    @CsvSource({"super, true", "perm &csd-Rwx, true", "perm +csd-rwX, true", "priv orders.refund, false"})
    void whatMayWakeSomethingThatTakesIsWaitedFor(String rule, boolean isFinal) {
        Grant grant = new Grant(
                Ulid.next(),
                Grant.Rule.parse(rule),
                Language.selector("shop:till"),
                Language.selector("shop:staff:bob"),
                Agent.HYPERUSER);

        DirectoryEvent granted =
                new DirectoryEvent.Granted(Point.parse("shop:till"), Incarnation.next(), GrantEntry.of(grant), 2);

        assertThat(Consequences.isFinal(granted)).isEqualTo(isFinal);
    }
}
