package io.hyperspace.drivers.memory;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.hyperspace.driver.Driver;
import io.hyperspace.driver.DurableState;
import io.hyperspace.driver.ParticleContext;
import io.hyperspace.driver.Reply;
import io.hyperspace.driver.Services;
import io.hyperspace.driver.Waves;
import io.hyperspace.provision.Registry;
import io.hyperspace.provision.RegistryView;
import io.hyperspace.ripple.Bounce;
import io.hyperspace.ripple.Outcome;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.particle.Stub;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Access;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.security.Permission;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Echo;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Head;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.Ripple;
import io.hyperspace.space.wave.Signal;
import io.hyperspace.space.wave.WaveId;
import io.hyperspace.watch.Reached;
import io.hyperspace.watch.WatchEvent;
import io.hyperspace.watch.Watches;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/**
 * A Registry, blobs, and waves that are handed to drivers' particles at once: access first, then the driver's default
 * bind, then the core.
 */
public final class InMemoryHyperverse implements Waves, AutoCloseable {

    private final ActorSystem<Void> system;
    private final Config config;
    private final InMemoryRegistry registry = new InMemoryRegistry();
    private final InMemoryBlobs blobs = new InMemoryBlobs();
    private final Map<Kind, Driver> drivers = new HashMap<>();
    private final Watches watches;
    private final InMemoryOverview overview = new InMemoryOverview();
    private final List<Directed> sent = new CopyOnWriteArrayList<>();

    private InMemoryHyperverse(Config config) {
        this.system = ActorSystem.create(Behaviors.empty(), "memory", config);
        this.config = config.getConfig("hyperspace");
        this.watches = Watches.start(
                system, this.config, registry, new RegistryView(registry, 1_000, 1_000, 100, Duration.ofMinutes(1)));
    }

    /** A Hyperverse without drivers; settings below {@code hyperspace} come before the defaults. */
    public static InMemoryHyperverse create(String... settings) {
        return new InMemoryHyperverse(
                ConfigFactory.parseString(String.join("\n", settings)).withFallback(ConfigFactory.load()));
    }

    /** Takes drivers in. */
    public InMemoryHyperverse with(List<Driver> more) {
        more.forEach(driver -> driver.kinds().forEach(kind -> drivers.put(kind, driver)));
        return this;
    }

    public Services services() {
        return new Services(
                system,
                config,
                registry,
                blobs,
                this,
                this::kinds,
                () -> {
                    throw new IllegalStateException("nothing moves here");
                },
                () -> overview,
                watches);
    }

    private Set<Kind> kinds() {
        Set<Kind> kinds = new HashSet<>(drivers.keySet());
        kinds.add(Kind.MECHTRON);
        return kinds;
    }

    public InMemoryRegistry registry() {
        return registry;
    }

    /** What the parts of this Hyperverse are to say of themselves. */
    public InMemoryOverview overview() {
        return overview;
    }

    public InMemoryBlobs blobs() {
        return blobs;
    }

    /** All waves that were sent. */
    public List<Directed> sent() {
        return sent;
    }

    /** Sends a ping and waits for its pong. */
    public Pong ping(Agent agent, String to, Method method, Headers headers, Substance body) {
        return send(agent, to, method, headers, body).toCompletableFuture().join();
    }

    /** Sends a ping. */
    public CompletionStage<Pong> send(Agent agent, String to, Method method, Headers headers, Substance body) {
        Head head = new Head(
                WaveId.next(),
                Point.parse("LOCAL::test"),
                agent,
                method,
                "/",
                headers,
                body,
                Handling.IMMEDIATE,
                System.currentTimeMillis() + 30_000,
                List.of());
        return ping(new Ping(head, Point.parse(to)));
    }

    @Override
    public CompletionStage<Pong> ping(Ping ping) {
        sent.add(ping);
        return registry.record(ping.to())
                .thenCompose(record -> deliver(record, ping))
                .exceptionally(failure -> Reply.of(HyperspaceException.faultOf(failure)))
                .thenApply(reply ->
                        new Pong(WaveId.next(), ping.id(), ping.to(), reply.status(), reply.headers(), reply.body()));
    }

    @Override
    public CompletionStage<Pong> ping(Ping ping, long until) {
        return ping(ping);
    }

    @Override
    public CompletionStage<Void> signal(Signal signal) {
        sent.add(signal);
        registry.record(signal.to()).thenCompose(record -> deliver(record, signal));
        return CompletableFuture.completedFuture(null);
    }

    /** Pings one target after the other; nothing is limited here. */
    @Override
    public CompletionStage<Outcome> ripple(Ripple ripple, Bounce bounce, Consumer<Echo> listener) {
        sent.add(ripple);
        List<Stub> targets = registry.select(Registry.Query.now(ripple.to(), ripple.agent()), null, 1_000)
                .toCompletableFuture()
                .join()
                .stubs();
        int answered = 0;
        for (Stub target : targets) {
            Pong pong = ping(new Ping(ripple.head(), target.point()))
                    .toCompletableFuture()
                    .join();
            answered += pong.isOk() ? 1 : 0;
            listener.accept(new Echo(pong.id(), ripple.id(), pong.from(), pong.status(), pong.headers(), pong.body()));
        }
        int count = targets.size();
        return CompletableFuture.completedFuture(
                new Outcome(ripple.id(), count, count, answered, count - answered, 0, 0, null));
    }

    @Override
    public CompletionStage<ParticleRecord> record(Point point) {
        return registry.record(point);
    }

    @Override
    public CompletionStage<Access> access(Agent agent, Point point) {
        return registry.access(agent, point);
    }

    private CompletionStage<Reply> deliver(ParticleRecord record, Directed wave) {
        Permission needed = wave.method().equals(Method.READ) ? Permission.READ : Permission.EXECUTE;
        Driver driver = drivers.get(record.kind());
        return registry.access(wave.agent(), record.point()).thenCompose(access -> {
            if (!access.may(needed) && !(driver != null && driver.admitsByItself(wave.method()))) {
                throw Faults.forbidden(needed.name(), record.point().toString()).toException();
            }
            if (driver == null
                    || driver.defaultBind()
                            .match(wave.method(), wave.head().path())
                            .isEmpty()) {
                throw Faults.noRoute(wave.method().toString()).toException();
            }
            return driver.create(new Context(record, services())).handle(wave);
        });
    }

    @Override
    public void close() {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
    }

    /** What a particle sees of this Hyperverse. */
    private record Context(ParticleRecord record, Services services) implements ParticleContext {

        @Override
        public CompletionStage<Pong> ping(@Nullable Directed cause, Outgoing ping) {
            return services.waves().ping(new Ping(head(ping), ping.to()));
        }

        @Override
        public CompletionStage<Void> signal(@Nullable Directed cause, Outgoing signal) {
            return services.waves().signal(new Signal(head(signal), signal.to()));
        }

        @Override
        public CompletionStage<Outcome> ripple(
                @Nullable Directed cause, OutgoingRipple ripple, Bounce bounce, Consumer<Echo> listener) {
            Outgoing wave =
                    new Outgoing(record.point(), ripple.method(), ripple.uri(), ripple.headers(), ripple.body());
            return services.waves().ripple(new Ripple(head(wave), ripple.to()), bounce, listener);
        }

        @Override
        public CompletionStage<Reached> tellWatchers(Method method, String uri, Substance body) {
            Point self = record.point();
            return services.watches().tell(new WatchEvent.Rippled(self, WaveId.next(), self, method, uri, body));
        }

        private Head head(Outgoing wave) {
            return new Head(
                    WaveId.next(),
                    record.point(),
                    Agent.of(record.point()),
                    wave.method(),
                    wave.uri(),
                    wave.headers(),
                    wave.body(),
                    Handling.IMMEDIATE,
                    System.currentTimeMillis() + 30_000,
                    List.of());
        }

        @Override
        public CompletionStage<DurableState> openState() {
            return CompletableFuture.failedFuture(Faults.notYet("state").toException());
        }
    }
}
