package io.hyperspace.star;

import io.hyperspace.codec.StoredSamples;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.point.Point;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StarStoredTest {

    private static final int SERIALIZER = 41003;
    private static final Map<Incarnation, StarControl.Adoption> PARTICLES = Map.of(
            Incarnation.parse("01K00000000000000000000001"), new StarControl.Adoption(Point.parse("localhost:app"), 2));

    @Test
    void whatAStarStoresKeepsItsForm() {
        try (StoredSamples samples = new StoredSamples()) {
            samples.check(
                    new StarControl.Adopted(PARTICLES),
                    SERIALIZER,
                    "star-adopted",
                    "bf64747970656c737461722d61646f70746564697061727469636c6573bf781a30314b30303030303030303030"
                            + "30303030303030303030303031bf65706f696e746d6c6f63616c686f73743a6170706565706f636802ffffff");
            samples.check(
                    new StarControl.Holding(PARTICLES),
                    SERIALIZER,
                    "star-holding",
                    "bf64747970656c737461722d686f6c64696e67697061727469636c6573bf781a30314b30303030303030303030"
                            + "30303030303030303030303031bf65706f696e746d6c6f63616c686f73743a6170706565706f636802ffffff");
        }
    }
}
