package io.hyperspace.traversal;

import io.hyperspace.codec.StoredSamples;
import io.hyperspace.space.wave.WaveId;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StateStoredTest {

    private static final int SERIALIZER = 41002;
    private static final Map<String, byte[]> VALUES = Map.of("count", "7".getBytes(StandardCharsets.UTF_8));

    @Test
    void whatAParticleStoresKeepsItsForm() {
        try (StoredSamples samples = new StoredSamples()) {
            WaveId wave = WaveId.parse("01K00000000000000000000001");
            samples.check(
                    new StateKeeper.Committed(wave, VALUES),
                    SERIALIZER,
                    "state-committed",
                    "bf64747970656f73746174652d636f6d6d69747465646477617665781a30314b30303030303030303030303030"
                            + "303030303030303030316470757473bf65636f756e744137ffff");
            samples.check(
                    new StateKeeper.Values(VALUES, 6),
                    SERIALIZER,
                    "state-values",
                    "bf64747970656c73746174652d76616c7565736676616c756573bf65636f756e744137ff6473697a6506ff");
        }
    }
}
