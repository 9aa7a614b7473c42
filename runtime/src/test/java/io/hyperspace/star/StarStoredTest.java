package io.hyperspace.star;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.codec.StoredSamples;
import io.hyperspace.delivery.Remembered;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.WaveId;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StarStoredTest {

    private static final int SERIALIZER = 41003;
    private static final Incarnations PARTICLES =
            Incarnations.of(List.of(Incarnation.parse("01K00000000000000000000001")));

    private static final List<Remembered> ANSWERED = List.of(new Remembered(
            WaveId.parse("01K00000000000000000000002"),
            new Pong(
                    WaveId.parse("01K00000000000000000000003"),
                    WaveId.parse("01K00000000000000000000002"),
                    Point.parse("localhost:app"),
                    200,
                    Headers.NONE,
                    Substance.text("done")),
            1_790_000_000_000L,
            false));

    @Test
    void whatAStarStoresKeepsItsForm() {
        try (StoredSamples samples = new StoredSamples()) {
            samples.check(
                    new StarControl.Adopted(PARTICLES),
                    SERIALIZER,
                    "star-adopted",
                    "bf64747970656c737461722d61646f70746564697061727469636c65735001980000000000000000000000000001"
                            + "ff");
            samples.check(
                    new StarControl.Released(PARTICLES),
                    SERIALIZER,
                    "star-let-go",
                    "bf64747970656b737461722d6c65742d676f697061727469636c65735001980000000000000000000000000001ff");
            samples.check(
                    new StarControl.HandedOver(ANSWERED),
                    SERIALIZER,
                    "star-handed-over",
                    "bf647479706570737461722d68616e6465642d6f76657268616e73776572656481bf6477617665781a30314b"
                            + "303030303030303030303030303030303030303030303266616e73776572a7646b696e6464506f6e67626964"
                            + "781a30314b3030303030303030303030303030303030303030303033626f66781a30314b3030303030303030"
                            + "3030303030303030303030303030326466726f6d6d6c6f63616c686f73743a6170706673746174757318c867"
                            + "68656164657273a064626f6479a2646b696e6464546578746576616c756564646f6e6565756e74696c1b0000"
                            + "01a0c4506c006764757261626c65f4ffff");
            samples.check(
                    new StarControl.Took(), SERIALIZER, "star-taken-up", "bf64747970656d737461722d74616b656e2d7570ff");
            samples.check(
                    new StarControl.Holding(PARTICLES, ANSWERED),
                    SERIALIZER,
                    "star-holding",
                    "bf64747970656c737461722d686f6c64696e67697061727469636c65735001980000000000000000000000000001"
                            + "68616e73776572656481bf6477617665781a30314b3030303030303030303030303030303030303030303032"
                            + "66616e73776572a7646b696e6464506f6e67626964781a30314b303030303030303030303030303030303030"
                            + "3030303033626f66781a30314b30303030303030303030303030303030303030303030326466726f6d6d6c6f"
                            + "63616c686f73743a6170706673746174757318c86768656164657273a064626f6479a2646b696e6464546578"
                            + "746576616c756564646f6e6565756e74696c1b000001a0c4506c006764757261626c65f4ffff");
        }
    }

    @Test
    void whatWasStoredWithThePointsOfItsParticlesIsStillRead() {
        try (StoredSamples samples = new StoredSamples()) {
            assertThat(samples.read(
                            SERIALIZER,
                            "bf64747970656c737461722d61646f70746564697061727469636c6573bf781a30314b30303030303030303030"
                                    + "30303030303030303030303031bf65706f696e746d6c6f63616c686f73743a6170706565706f636802"
                                    + "ffffff"))
                    .isEqualTo(new StarControl.Adopted(PARTICLES));
            assertThat(samples.read(
                            SERIALIZER,
                            "bf64747970656b737461722d6c65742d676f697061727469636c657381781a30314b30303030303030303030"
                                    + "30303030303030303030303031ff"))
                    .isEqualTo(new StarControl.Released(PARTICLES));
        }
    }

    @Test
    void whatWasStoredBeforeWavesWereHandedOverIsStillRead() {
        try (StoredSamples samples = new StoredSamples()) {
            Object read = samples.read(
                    SERIALIZER,
                    "bf64747970656c737461722d686f6c64696e67697061727469636c6573bf781a30314b30303030303030303030"
                            + "30303030303030303030303031bf65706f696e746d6c6f63616c686f73743a6170706565706f636802ffffff");

            assertThat(read).isEqualTo(new StarControl.Holding(PARTICLES, List.of()));
        }
    }
}
