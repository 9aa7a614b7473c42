package io.hyperspace.freight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cutting bytes into parts and putting them together. */
final class AssemblyTest {

    private static final int PART = 10;

    private final Scale scale = new Scale("the test", 100);

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 9, 10, 11, 95, 100})
    void whatIsCutIsPutTogetherAsItWas(int size) {
        Slices slices = new Slices(bytes(size), PART);
        Assembly assembly = new Assembly(scale, slices.get(0));

        for (int i = 0; i < slices.count(); i++) {
            assertThat(slices.get(i).isFirst()).isEqualTo(i == 0);
            assertThat(slices.get(i).isLast()).isEqualTo(i == slices.count() - 1);
            assertThat(assembly.add(slices.get(i))).isTrue();
            assertThat(assembly.isWhole()).isEqualTo(i == slices.count() - 1);
        }

        assertThat(scale.bytes()).isEqualTo(size);
        assertThat(assembly.release()).isEqualTo(bytes(size));
        assertThat(assembly.release()).isNull();
        assertThat(scale.bytes()).isZero();
    }

    @Test
    void aPartThatIsNotTheNextIsNotTaken() {
        Slices slices = new Slices(bytes(30), PART);
        Assembly assembly = new Assembly(scale, slices.get(0));
        assembly.add(slices.get(0));

        assertThat(assembly.add(slices.get(0))).isFalse();
        assertThat(assembly.add(slices.get(2))).isFalse();
        assertThat(assembly.add(new Slice(10, 31, bytes(PART)))).isFalse();
        assertThat(assembly.filled()).isEqualTo(PART);
    }

    @Test
    void whatFindsNoRoomIsCountedThroughAndNotKept() {
        Slices large = new Slices(bytes(60), PART);
        Assembly kept = new Assembly(scale, large.get(0));
        Assembly refused = new Assembly(scale, large.get(0));

        assertThat(kept.isKept()).isTrue();
        assertThat(refused.isKept()).isFalse();
        for (int i = 0; i < large.count(); i++) {
            assertThat(refused.add(large.get(i))).isTrue();
        }
        assertThat(refused.isWhole()).isTrue();
        assertThat(refused.release()).isNull();
        assertThat(scale.bytes()).isEqualTo(60);
        assertThat(scale.full().status()).isEqualTo(429);
    }

    @Test
    void noPartLiesOutsideOfItsWhole() {
        assertThatThrownBy(() -> new Slice(-1, 5, new byte[1])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Slice(5, 5, new byte[1])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Slice(Integer.MAX_VALUE, Integer.MAX_VALUE, new byte[1]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "waves.max-body = 17 MiB",
                "freight.lane-size = 15 MiB",
                "freight.leaving-size = 15 MiB",
                "freight.arriving-size = 16 MiB"
            })
    void limitsUnderWhichTheLargestWaveCouldNeverGoAreRefused(String settings) {
        var config = ConfigFactory.parseString("hyperspace { " + settings + " }")
                .withFallback(ConfigFactory.load())
                .getConfig("hyperspace");

        assertThatThrownBy(() -> FreightSettings.of(config)).isInstanceOf(ConfigException.BadValue.class);
        assertThat(Objects.requireNonNull(
                                FreightSettings.of(ConfigFactory.load().getConfig("hyperspace")))
                        .maxBody())
                .isEqualTo(16 << 20);
    }
}
