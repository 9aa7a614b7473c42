package io.hyperspace.registry.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.registry.TestMachine;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.point.StarKind;
import io.hyperspace.space.security.Agent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializer;
import org.apache.pekko.serialization.Serializers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Everything that a directory stores, as it was stored once. A sample here is never changed: what was stored must stay
 * readable. A new field or type gets a new sample. Run with {@code -Dhyperspace.samples.dir=FOLDER} to write the samples
 * that are not there yet.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoredFormsTest {

    private static final int SERIALIZER = 41001;
    private static final Incarnation INCARNATION = Incarnation.parse("01K00000000000000000000001");
    private static final Point POINT = Point.parse("localhost:app");

    private ActorTestKit kit;
    private Serialization serialization;

    @BeforeAll
    void start(@TempDir Path data) {
        kit = ActorTestKit.create("hyperspace", TestMachine.config(data, "pekko.actor.provider = local"));
        serialization = SerializationExtension.get(kit.system());
    }

    @AfterAll
    void stop() {
        kit.shutdownTestKit();
    }

    private static Entry entry(String point) {
        return new Entry(
                Point.parse(point),
                INCARNATION,
                Kind.BASE,
                Agent.HYPERUSER,
                true,
                Map.of("bind", new Entry.Value("localhost:repo:app:1.0.0:/bind/app.bind", true, false)),
                Status.READY,
                null,
                0,
                1,
                List.of(),
                false);
    }

    /** One that has only what every entry has. */
    private static Entry plain(String point) {
        return new Entry(
                Point.parse(point),
                INCARNATION,
                Kind.SPACE,
                Agent.HYPERUSER,
                false,
                Map.of(),
                Status.READY,
                null,
                0,
                1,
                List.of(),
                false);
    }

    private static Entry secret() {
        return plain("localhost:secret").changed(List.of(new Entry.Change("key", "hidden", true, true)), 2);
    }

    private static GrantEntry grant() {
        return grant("or", "csd-RwX");
    }

    private static GrantEntry grant(String rule, String detail) {
        return new GrantEntry(
                Ulid.parse("01K00000000000000000000002"),
                rule,
                detail,
                Language.selector("localhost:app+:**"),
                Language.selector("*"),
                Agent.of(Point.parse("hyperspace:users:ann")));
    }

    private static Map<String, DirectoryStored> samples() {
        Map<String, DirectoryStored> samples = new TreeMap<>();
        StarKey star = StarKey.of(StarKind.MAELSTROM, 3);
        samples.put("opened", new DirectoryEvent.Opened(POINT, INCARNATION, Kind.BASE, true));
        samples.put("founded", new DirectoryEvent.Founded(entry("ROOT")));
        samples.put(
                "registered",
                new DirectoryEvent.Registered(List.of(entry("localhost:app"), entry("localhost:repo:app:1.0.0"))));
        samples.put("assigned", new DirectoryEvent.Assigned(POINT, INCARNATION, star, 2, 3));
        samples.put("status-changed", new DirectoryEvent.StatusChanged(POINT, INCARNATION, Status.PANIC, 4));
        samples.put(
                "properties-changed",
                new DirectoryEvent.PropertiesChanged(
                        POINT,
                        INCARNATION,
                        List.of(new Entry.Change("a", "1", true, false), new Entry.Change("b", null, false, false)),
                        5));
        samples.put("granted", new DirectoryEvent.Granted(POINT, INCARNATION, grant(), 6));
        samples.put("granted-super", new DirectoryEvent.Granted(POINT, INCARNATION, grant("super", ""), 7));
        samples.put("granted-and", new DirectoryEvent.Granted(POINT, INCARNATION, grant("and", "csd-Rwx"), 8));
        samples.put("granted-priv", new DirectoryEvent.Granted(POINT, INCARNATION, grant("priv", "orders.refund"), 9));
        samples.put("revoked", new DirectoryEvent.Revoked(POINT, INCARNATION, grant().id(), 10));
        addEndings(samples);
        addStates(samples, star);
        return samples;
    }

    private static void addEndings(Map<String, DirectoryStored> samples) {
        samples.put(
                "owner-changed",
                new DirectoryEvent.OwnerChanged(POINT, INCARNATION, Agent.of(Point.parse("hyperspace:users:ann")), 11));
        samples.put("closed", new DirectoryEvent.Closed());
        samples.put(
                "removed",
                new DirectoryEvent.Removed(List.of(
                        new DirectoryEvent.Ended(POINT, INCARNATION, 12),
                        new DirectoryEvent.Ended(Point.parse("localhost:other"), INCARNATION, 2))));
        samples.put(
                "replaced",
                new DirectoryEvent.Replaced(new DirectoryEvent.Ended(POINT, INCARNATION, 13), plain("localhost:app")));
        samples.put("registered-plain", new DirectoryEvent.Registered(List.of(plain("localhost:app"), secret())));
        samples.put(
                "properties-changed-secret",
                new DirectoryEvent.PropertiesChanged(
                        POINT, INCARNATION, List.of(new Entry.Change("key", "hidden", false, true)), 14));
        samples.put("numbers-reserved", new DirectoryEvent.NumbersReserved(200));
    }

    private static void addStates(Map<String, DirectoryStored> samples, StarKey star) {
        samples.put(
                "state-closing",
                new DirectoryState.Closing(
                        Point.parse("localhost"),
                        INCARNATION,
                        Children.none().with(entry("localhost:app")).with(plain("localhost:other"))));
        samples.put("state-unopened", new DirectoryState.Unopened());
        samples.put("state-root", new DirectoryState.Root(entry("ROOT")));
        samples.put(
                "state-open",
                new DirectoryState.Open(
                        Point.parse("localhost"),
                        INCARNATION,
                        Kind.SPACE,
                        false,
                        Children.none()
                                .with(entry("localhost:app").placed(star, 2, 3).granted(grant(), 4))
                                .with(entry("localhost:other")),
                        200));
    }

    private static DirectoryStored value(String name) {
        return Objects.requireNonNull(samples().get(name));
    }

    static Stream<String> names() {
        return samples().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void whatWasStoredOnceIsReadable(String name) throws IOException {
        byte[] stored = sample(name);

        Object read = serialization.deserialize(stored, SERIALIZER, "").get();

        assertThat(read).isEqualTo(value(name));
    }

    @ParameterizedTest
    @MethodSource("names")
    void whatIsStoredHoldsNoJavaName(String name) {
        DirectoryStored value = value(name);
        Serializer serializer = serialization.findSerializerFor(value);

        String bytes = new String(serializer.toBinary(value), StandardCharsets.ISO_8859_1);

        assertThat(serializer.identifier()).isEqualTo(SERIALIZER);
        assertThat(Serializers.manifestFor(serializer, value)).isEmpty();
        assertThat(bytes)
                .doesNotContain("io.hyperspace")
                .doesNotContain(value.getClass().getSimpleName() + "\"");
        assertThat(bytes).contains(name.replace("state-", "").replaceFirst("-(super|and|priv|plain|secret)$", ""));
    }

    @Test
    void everyStoredTypeHasASample() {
        List<Class<?>> types = new ArrayList<>();
        collect(DirectoryStored.class, types);

        assertThat(samples().values()).extracting(Object::getClass).containsAll(types);
    }

    private static void collect(Class<?> type, List<Class<?>> types) {
        if (type.isSealed()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                collect(permitted, types);
            }
        } else {
            types.add(type);
        }
    }

    private byte[] sample(String name) throws IOException {
        String file = name + ".cbor.hex";
        String folder = System.getProperty("hyperspace.samples.dir", "");
        if (!folder.isEmpty() && !Files.exists(Path.of(folder, file))) {
            byte[] bytes = serialization.serialize(value(name)).get();
            Files.createDirectories(Path.of(folder));
            Files.writeString(Path.of(folder, file), HexFormat.of().formatHex(bytes) + "\n");
            return bytes;
        }
        try (InputStream in = StoredFormsTest.class.getResourceAsStream("/stored/" + file)) {
            if (in == null) {
                throw new AssertionError("no sample " + file + "; see above how to write it");
            }
            return HexFormat.of().parseHex(new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip());
        }
    }
}
