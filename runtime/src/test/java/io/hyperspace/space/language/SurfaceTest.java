package io.hyperspace.space.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperspace.codec.SpaceJson;
import io.hyperspace.space.point.Layer;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.Surface;
import io.hyperspace.space.point.Topic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Surfaces and their topics; more examples stand on the language page. */
class SurfaceTest {

    private static final int SURFACES = 10_000;

    @Test
    void aPointAloneIsItsCore() {
        Surface surface = Language.surface("localhost:app");

        assertThat(surface).isEqualTo(Surface.of(Point.parse("localhost:app")));
        assertThat(surface).hasToString("localhost:app@Core");
    }

    @Test
    void everyPartIsRead() {
        assertThat(Language.surface("localhost:app@Shell+Topic<Path>(a:b)"))
                .isEqualTo(new Surface(Point.parse("localhost:app"), Layer.SHELL, new Topic.Path(List.of("a", "b"))));
    }

    @Test
    void aUuidIsPrintedInLowerCase() {
        assertThat(Language.surface("a@Core+Topic<Uuid>(123E4567-E89B-12D3-A456-426614174000)"))
                .hasToString("a@Core+Topic<Uuid>(123e4567-e89b-12d3-a456-426614174000)");
    }

    @Test
    void printingAndReadingGivesTheSurfaceBackInTextJsonAndCbor() throws IOException {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);

        for (int i = 0; i < SURFACES; i++) {
            Surface surface = surface(random);
            assertThat(Language.surface(surface.toString()))
                    .as("-Dseed=%d", seed)
                    .isEqualTo(surface);
            byte[] json = SpaceJson.json().writeValueAsBytes(surface);
            assertThat(SpaceJson.json().readValue(json, Surface.class)).isEqualTo(surface);
            byte[] cbor = SpaceJson.cbor().writeValueAsBytes(surface);
            assertThat(SpaceJson.cbor().readValue(cbor, Surface.class)).isEqualTo(surface);
        }
    }

    @Test
    void theLayersAreAsThePageNamesThem() {
        assertThat(Layer.names()).containsExactly("Gravity", "Field", "Shell", "Portal", "Host", "Guest", "Core");
        assertThat(Layer.names()).allSatisfy(name -> assertThat(Layer.of(name)).isPresent());
    }

    @Test
    void aTopicsPathHas1To64Names() {
        assertThat(new Topic.Path(names(64)).parts()).hasSize(64);
        assertThatThrownBy(() -> new Topic.Path(names(65))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Topic.Path(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Topic.Path(List.of("a:b"))).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> names(int count) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add("n" + i);
        }
        return names;
    }

    private static Surface surface(Random random) {
        List<String> points = List.of("localhost:app", "ROOT", "[hub]::a", "repo:x:1.0.0:/a/b.txt", "<<a:b[1]>>::star");
        List<Topic> topics = List.of(
                Topic.NONE,
                Topic.ANY,
                Topic.NOT,
                Topic.CLI,
                new Topic.Uuid(new UUID(random.nextLong(), random.nextLong())),
                new Topic.Path(names(1 + random.nextInt(Topic.Path.MAX_PARTS))));
        return new Surface(
                Point.parse(points.get(random.nextInt(points.size()))),
                Layer.of(Layer.names().get(random.nextInt(Layer.names().size())))
                        .orElseThrow(),
                topics.get(random.nextInt(topics.size())));
    }
}
