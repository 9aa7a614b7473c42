package io.hyperspace.control;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.hyperspace.driver.Services;
import io.hyperspace.drivers.user.TokenKey;
import io.hyperspace.drivers.user.Users;
import io.hyperspace.overview.Overview;
import io.hyperspace.provision.Moves;
import io.hyperspace.provision.RegistryView;
import io.hyperspace.watch.Watches;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;

/** A control server in front of {@link Executor}, on any free port of loopback. */
public final class TestControl implements AutoCloseable {

    public final Executor executor = new Executor();
    public final MemoryBlobs blobs = new MemoryBlobs();
    public final AtomicBoolean ready = new AtomicBoolean(true);
    public final AtomicBoolean held = new AtomicBoolean(true);
    public final ControlSecret secret;
    private final ActorTestKit kit;
    private final Watches watches;
    private final Users users;
    private final ControlServer server;

    /**
     * @param data the folder for the secret
     * @param overrides lines of configuration
     */
    public TestControl(Path data, String overrides) {
        Config config = ConfigFactory.parseString(
                        "hyperspace.control.port = 0\npekko.actor.provider = local\n" + overrides)
                .withFallback(ConfigFactory.load());
        kit = ActorTestKit.create(config);
        NoRegistry registry = new NoRegistry(held::get);
        watches = Watches.start(
                kit.system(),
                config.getConfig("hyperspace"),
                registry,
                new RegistryView(registry, 1, 1, 1, Duration.ofMinutes(1)));
        secret = ControlSecret.open(data);
        users = Users.create(services(), TokenKey.parse(TokenKey.random()));
        server = ControlServer.start(
                        services(), users, secret, ControlSettings.of(config.getConfig("hyperspace")), ready::get)
                .toCompletableFuture()
                .join();
    }

    public Services services() {
        return new Services(
                kit.system(),
                kit.system().settings().config().getConfig("hyperspace"),
                new NoRegistry(held::get),
                blobs,
                executor,
                Set::of,
                () -> none(Moves.class),
                () -> none(Overview.class),
                watches);
    }

    private static <T> T none(Class<T> service) {
        throw new IllegalStateException("there is no " + service.getSimpleName() + " behind this control server");
    }

    public Users users() {
        return users;
    }

    public InetSocketAddress address() {
        return server.address();
    }

    /** The address as the command line takes it. */
    public String control() {
        return "127.0.0.1:" + address().getPort();
    }

    /** Stops the server; {@link #close} is to be called all the same. */
    CompletionStage<Void> stop() {
        return server.stop();
    }

    @Override
    public void close() {
        server.stop().toCompletableFuture().join();
        ActorTestKit.shutdown(kit.system(), Duration.ofSeconds(10));
    }
}
