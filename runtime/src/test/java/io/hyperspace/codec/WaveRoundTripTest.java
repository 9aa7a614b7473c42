package io.hyperspace.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.particle.Location;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.particle.Property;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Reflected;
import io.hyperspace.space.wave.Wave;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes out in CBOR or JSON comes back equal. Set {@code -Dhyperspace.seed} to repeat a run. */
final class WaveRoundTripTest {

    private static final long SEED = Long.getLong("hyperspace.seed", System.nanoTime());
    private static final int WAVES = 3000;

    /** An envelope as actors send it: the declared types are the families. */
    record Envelope(Wave wave, Substance body, List<Substance> more) {}

    static List<ObjectMapper> mappers() {
        return List.of(SpaceJson.cbor(), SpaceJson.json());
    }

    @ParameterizedTest
    @MethodSource("mappers")
    void everyWaveComesBackEqual(ObjectMapper mapper) throws IOException {
        RandomWaves random = new RandomWaves(SEED);

        for (int i = 0; i < WAVES; i++) {
            Envelope envelope =
                    new Envelope(random.wave(), random.substance(2), List.of(random.substance(1), random.substance(1)));

            Envelope back = mapper.readValue(mapper.writeValueAsBytes(envelope), Envelope.class);

            assertThat(back).as("seed %d, wave %d", SEED, i).isEqualTo(envelope);
        }
    }

    @Test
    void everyWaveComesBackEqualFromTheWire() throws IOException {
        RandomWaves random = new RandomWaves(SEED);

        for (int i = 0; i < WAVES; i++) {
            Wave wave = random.wave();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (JsonGenerator out = SpaceJson.cbor().createGenerator(bytes)) {
                if (wave instanceof Directed directed) {
                    WireForm.write(out, directed);
                } else {
                    WireForm.write(out, (Reflected) wave);
                }
            }

            Wave back = WireForm.read(SpaceJson.cbor().createParser(bytes.toByteArray()));

            assertThat(back).as("seed %d, wave %d", SEED, i).isEqualTo(wave);
        }
    }

    @Test
    void bytesThatAreNoWaveAreRefusedWithAnError() throws IOException {
        RandomWaves random = new RandomWaves(SEED);
        Random dice = new Random(SEED);

        for (int i = 0; i < WAVES; i++) {
            ByteArrayOutputStream written = new ByteArrayOutputStream();
            try (JsonGenerator out = SpaceJson.cbor().createGenerator(written)) {
                WireForm.write(out, new Ping(random.head(), Point.ROOT));
            }
            byte[] bytes = Arrays.copyOf(written.toByteArray(), 1 + dice.nextInt(written.size()));
            bytes[dice.nextInt(bytes.length)] ^= (byte) (1 << dice.nextInt(8));

            try (JsonParser in = SpaceJson.cbor().createParser(bytes)) {
                assertThat(WireForm.read(in)).isNotNull();
            } catch (IOException | IllegalArgumentException | HyperspaceException expected) {
                assertThat(expected.getMessage())
                        .as("seed %d, wave %d", SEED, i)
                        .isNotBlank();
            }
        }
    }

    @Test
    void aFrameThatWasWrittenCanBeRead() {
        RandomWaves random = new RandomWaves(SEED);

        for (int i = 0; i < WAVES; i++) {
            Wave wave = random.wave();
            String what = "seed " + SEED + ", wave " + i;

            if (wave instanceof Directed directed) {
                assertThat(WaveFrames.outgoing(WaveFrames.toCbor(directed)))
                        .as(what)
                        .satisfies(frame -> {
                            assertThat(frame.uri()).isEqualTo(directed.uri());
                            assertThat(frame.headers()).isEqualTo(directed.headers());
                            assertThat(frame.method()).isEqualTo(directed.method());
                            assertThat(frame.body()).isEqualTo(directed.body());
                        });
                assertThat(WaveFrames.outgoing(WaveFrames.toJson(directed)))
                        .as(what)
                        .isEqualTo(WaveFrames.outgoing(WaveFrames.toCbor(directed)));
            } else if (wave instanceof Reflected reflected) {
                ReflectedFrame expected = new ReflectedFrame(reflected.status(), reflected.headers(), reflected.body());
                assertThat(WaveFrames.reflected(WaveFrames.toCbor(reflected)))
                        .as(what)
                        .isEqualTo(expected);
                assertThat(WaveFrames.reflected(WaveFrames.toJson(reflected)))
                        .as(what)
                        .isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("mappers")
    void aRecordComesBackEqual(ObjectMapper mapper) throws IOException {
        ParticleRecord unplaced = new ParticleRecord(
                Point.parse("localhost:app"),
                Incarnation.next(),
                Kind.MECHTRON,
                Agent.HYPERUSER,
                Map.of("config", new Property("x y", true), "bind", new Property("", false)),
                Status.READY,
                null,
                7);
        ParticleRecord placed = new ParticleRecord(
                unplaced.point(),
                unplaced.incarnation(),
                unplaced.kind(),
                Agent.parse("localhost:users:ann"),
                Map.of(),
                Status.PANIC,
                new Location(StarKey.parse("<<central:maelstrom[3]>>"), 2),
                8);

        assertThat(mapper.readValue(mapper.writeValueAsBytes(unplaced), ParticleRecord.class))
                .isEqualTo(unplaced);
        assertThat(mapper.readValue(mapper.writeValueAsBytes(placed), ParticleRecord.class))
                .isEqualTo(placed);
    }
}
