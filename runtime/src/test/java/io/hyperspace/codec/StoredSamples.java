package io.hyperspace.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializer;
import org.apache.pekko.serialization.Serializers;

/** Checks that what was stored once stays readable, and that no Java name is stored. */
public final class StoredSamples implements AutoCloseable {

    private final ActorTestKit kit = ActorTestKit.create(
            ConfigFactory.parseString("pekko.actor.provider = local").withFallback(ConfigFactory.load()));
    private final Serialization serialization = SerializationExtension.get(kit.system());

    /**
     * Checks one type.
     *
     * @param value what the sample stands for
     * @param serializer the number of the serializer that wrote it
     * @param name the stable name of its type
     * @param sample the bytes in hexadecimal, as they were once stored; never changed
     */
    public void check(Object value, int serializer, String name, String sample) {
        Serializer found = serialization.findSerializerFor(value);
        byte[] bytes = found.toBinary(value);

        assertThat(found.identifier()).isEqualTo(serializer);
        assertThat(Serializers.manifestFor(found, value)).isEmpty();
        assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                .contains(name)
                .doesNotContain("hyperspace");
        assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(sample);
        Object read = read(serializer, sample);
        assertThat(read).hasSameClassAs(value);
        assertThat(found.toBinary(read)).isEqualTo(bytes);
    }

    /** What an earlier form reads as. */
    public Object read(int serializer, String sample) {
        return serialization
                .deserialize(HexFormat.of().parseHex(sample), serializer, "")
                .get();
    }

    @Override
    public void close() {
        kit.shutdownTestKit();
    }
}
