package io.hyperspace.drivers.mechtron;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.hyperspace.driver.Particle;
import io.hyperspace.driver.Reply;
import io.hyperspace.driver.Services;
import io.hyperspace.driver.Waves;
import io.hyperspace.drivers.memory.InMemoryRegistry;
import io.hyperspace.overview.Overview;
import io.hyperspace.provision.Blobs;
import io.hyperspace.provision.Digest;
import io.hyperspace.provision.Moves;
import io.hyperspace.provision.Registry;
import io.hyperspace.provision.RegistryView;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.particle.Property;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Head;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.WaveId;
import io.hyperspace.watch.Watches;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * A Machine in memory, with one driver: artifacts are entries of a map, mechtrons are started by hand, and waves to them
 * are calls.
 */
final class MemoryWorld implements AutoCloseable {

    /** Services have one; no mechtron asks anything of it. */
    private static final ActorSystem<Void> SYSTEM = ActorSystem.create(
            Behaviors.empty(),
            "mechtrons",
            ConfigFactory.parseString("pekko.daemonic=on").withFallback(ConfigFactory.load()));

    private static final Watches WATCHES = watches();

    static final Duration PATIENCE = Duration.ofSeconds(20);

    final Map<Point, MemoryContext> contexts = new ConcurrentHashMap<>();
    final Map<Point, Particle> particles = new ConcurrentHashMap<>();
    private final Map<Point, ParticleRecord> records = new ConcurrentHashMap<>();
    private final Map<Digest, byte[]> contents = new ConcurrentHashMap<>();
    private final MechtronDriver driver;
    private final Services services;

    /** @param overrides settings below {@code hyperspace.guest}, in HOCON */
    MemoryWorld(String overrides) {
        Config config = ConfigFactory.parseString("guest {" + overrides + "}")
                .withFallback(ConfigFactory.load().getConfig("hyperspace"));
        this.driver = MechtronDriver.create(config);
        this.services = new Services(
                SYSTEM,
                config,
                registry(records),
                new MemoryBlobs(),
                none(Waves.class),
                Set::of,
                () -> none(Moves.class),
                () -> none(Overview.class),
                WATCHES);
    }

    MemoryWorld() {
        this("");
    }

    MechtronDriver driver() {
        return driver;
    }

    Services services() {
        return services;
    }

    /** Stores an artifact. */
    void artifact(String point, byte[] content) {
        Digest digest = Digest.of(content);
        contents.put(digest, content);
        Map<String, Property> properties = Map.of("digest", new Property(digest.hex(), true));
        record(Point.parse(point), Kind.parse("Artifact<Raw>"), properties);
    }

    private ParticleRecord record(Point point, Kind kind, Map<String, Property> properties) {
        ParticleRecord record =
                new ParticleRecord(point, Incarnation.next(), kind, Agent.HYPERUSER, properties, Status.READY, null, 1);
        records.put(point, record);
        return record;
    }

    /** Makes and starts a mechtron of a module, with the inside of its document. */
    Point mechtron(String name, byte[] wasm, String document) {
        return mechtron(name, wasm, document, new HashMap<>());
    }

    /** The same, on state that is there already. */
    Point mechtron(String name, byte[] wasm, String document, Map<String, byte[]> state) {
        return join(start(name, wasm, document, state));
    }

    CompletionStage<Point> start(String name, byte[] wasm, String document, Map<String, byte[]> state) {
        String bundle = "repo:" + name + ":1.0.0";
        artifact(bundle + ":/wasm/guest.wasm", wasm);
        String text = "Mechtron(version=1.0.0) { Wasm { +bin=${bundle}:/wasm/guest.wasm; } " + document + " }";
        artifact(bundle + ":/config/guest.mechtron", text.getBytes(StandardCharsets.UTF_8));
        Point point = Point.parse("localhost:" + name);
        ParticleRecord record =
                record(point, Kind.MECHTRON, Map.of("config", new Property(bundle + ":/config/guest.mechtron", false)));
        return start(record, state);
    }

    CompletionStage<Point> start(ParticleRecord record, Map<String, byte[]> state) {
        MemoryContext context = new MemoryContext(this, record, state);
        Particle particle = driver.create(context);
        return particle.start().thenApply(started -> {
            contexts.put(record.point(), context);
            particles.put(record.point(), particle);
            return record.point();
        });
    }

    MemoryContext context(Point point) {
        MemoryContext context = contexts.get(point);
        if (context == null) {
            throw new IllegalArgumentException("no mechtron at " + point);
        }
        return context;
    }

    /** Sends a ping and waits for the reply. */
    Reply ask(Point to, String method, Substance body) {
        return join(send(to, method, body));
    }

    Reply ask(Point to, String method, String text) {
        return ask(to, method, Substance.text(text));
    }

    CompletionStage<Reply> send(Point to, String method, Substance body) {
        return handle(ping(to, Method.parse(method), "/", body, Duration.ofSeconds(30)));
    }

    CompletionStage<Reply> handle(Ping ping) {
        Particle particle = particles.get(ping.to());
        if (particle == null) {
            throw new IllegalArgumentException("no mechtron at " + ping.to());
        }
        return particle.handle(ping);
    }

    static Ping ping(Point to, Method method, String uri, Substance body, Duration patience) {
        return ping(to, method, uri, body, patience, Handling.IMMEDIATE);
    }

    static Ping ping(Point to, Method method, String uri, Substance body, Duration patience, Handling handling) {
        return new Ping(
                new Head(
                        WaveId.next(),
                        Point.parse("localhost:tester"),
                        Agent.parse("localhost:users:ann"),
                        method,
                        uri,
                        Headers.NONE,
                        body,
                        handling,
                        System.currentTimeMillis() + patience.toMillis(),
                        List.of()),
                to);
    }

    static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture()
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    static byte[] guest(String name) {
        try (InputStream in = MemoryWorld.class.getResourceAsStream("/guests/" + name + ".wasm")) {
            if (in == null) {
                throw new IllegalStateException("no guest " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        particles.values().forEach(Particle::stop);
        driver.close();
    }

    /** A service that no mechtron may touch. */
    private static Watches watches() {
        InMemoryRegistry registry = new InMemoryRegistry();
        return Watches.start(
                SYSTEM,
                ConfigFactory.load().getConfig("hyperspace"),
                registry,
                new RegistryView(registry, 1, 1, 1, Duration.ofMinutes(1)));
    }

    private static <T> T none(Class<T> service) {
        Object proxy = Proxy.newProxyInstance(
                service.getClassLoader(), new Class<?>[] {service}, (self, method, arguments) -> {
                    throw new UnsupportedOperationException(service.getSimpleName() + "." + method.getName());
                });
        return service.cast(proxy);
    }

    /** A Registry that only knows records. */
    private static Registry registry(Map<Point, ParticleRecord> records) {
        Object proxy = Proxy.newProxyInstance(
                Registry.class.getClassLoader(), new Class<?>[] {Registry.class}, (self, method, arguments) -> {
                    if (!method.getName().equals("record")) {
                        throw new UnsupportedOperationException("Registry." + method.getName());
                    }
                    ParticleRecord record = records.get((Point) arguments[0]);
                    return record == null
                            ? CompletableFuture.failedFuture(
                                    Faults.noSuchPoint(arguments[0].toString()).toException())
                            : CompletableFuture.completedFuture(record);
                });
        return (Registry) proxy;
    }

    private final class MemoryBlobs implements Blobs {
        @Override
        public CompletionStage<Digest> put(byte[] bytes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<byte[]> get(Digest digest) {
            byte[] bytes = contents.get(digest);
            return bytes == null
                    ? CompletableFuture.failedFuture(new IllegalStateException("no content " + digest))
                    : CompletableFuture.completedFuture(bytes);
        }
    }
}
