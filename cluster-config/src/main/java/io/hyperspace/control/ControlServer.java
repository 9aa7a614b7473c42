package io.hyperspace.control;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.hyperspace.driver.Services;
import io.hyperspace.drivers.user.Users;
import io.hyperspace.space.error.HyperspaceException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.settings.ServerSettings;

/** The control server of one Machine. It answers from when it was started until it is stopped. */
public final class ControlServer {

    private final ServerBinding binding;
    private final EventCalls events;
    private final Duration stopTimeout;

    private ControlServer(ServerBinding binding, EventCalls events, Duration stopTimeout) {
        this.binding = binding;
        this.events = events;
        this.stopTimeout = stopTimeout;
    }

    /**
     * Starts a server.
     *
     * @param services of the Machine that it is the way in to
     * @param users lets users in and knows them by their tokens
     * @param secret what callers must know to be the hyperuser
     * @param settings where to listen, and the limits
     * @param ready whether the Machine takes commands; until then they are 503
     * @return the server, once it listens; fails with 409 when the address is taken
     */
    public static CompletionStage<ControlServer> start(
            Services services, Users users, ControlSecret secret, ControlSettings settings, BooleanSupplier ready) {
        Gatekeeper gatekeeper = new Gatekeeper(secret, users, services.waves(), settings.host());
        EventCalls events = new EventCalls(services, gatekeeper);
        ControlRoutes routes = new ControlRoutes(
                services.system(),
                settings,
                gatekeeper,
                new CommandReader(services.system(), settings, services.blobs()),
                new Commands(services, settings.timeout()),
                new WaveCalls(services, settings, gatekeeper),
                events,
                new LoginCalls(services.system(), settings, users),
                new Health(
                        services.config().getString("machine.name"),
                        ready,
                        services.registry().lease()));
        return Http.get(services.system())
                .newServerAt(settings.host(), settings.port())
                .withSettings(settings(services.system().settings().config()))
                .bind(routes)
                .handle((binding, failure) -> {
                    if (binding != null) {
                        return new ControlServer(binding, events, settings.stopTimeout());
                    }
                    throw refused(failure, settings);
                });
    }

    /** Where it listens; the port is the real one. */
    public InetSocketAddress address() {
        return binding.localAddress();
    }

    /**
     * Takes no more calls and lets those under way finish within {@code hyperspace.control.stop-timeout}. Events are told to
     * nobody any more, for whoever watches would do so for ever.
     */
    public CompletionStage<Void> stop() {
        events.end();
        return binding.terminate(stopTimeout).thenApply(done -> null);
    }

    /**
     * Commands have a deadline of their own, and so has the reading of a request. What a header holds that cannot be read
     * may be a secret: the log tells that it was so, not what it was.
     */
    private static ServerSettings settings(Config config) {
        Map<String, Object> ours = Map.of(
                "pekko.http.server.request-timeout",
                "infinite",
                "pekko.http.server.remote-address-attribute",
                "on",
                "pekko.http.server.parsing.error-logging-verbosity",
                "simple");
        return ServerSettings.create(ConfigFactory.parseMap(ours).withFallback(config));
    }

    private static RuntimeException refused(Throwable failure, ControlSettings settings) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException || cause instanceof UnresolvedAddressException) {
                return new HyperspaceException(
                        ControlFaults.cannotListen(settings.host() + ":" + settings.port()), cause);
            }
        }
        return new CompletionException(failure);
    }
}
