package io.hyperspace.control;

import io.hyperspace.driver.Services;
import io.hyperspace.space.error.HyperspaceException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.settings.ServerSettings;

/** The control server of one Machine. It answers from when it was started until it is stopped. */
public final class ControlServer {

    /** How long calls that are under way may finish when the server stops. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final ServerBinding binding;

    private ControlServer(ServerBinding binding) {
        this.binding = binding;
    }

    /**
     * Starts a server.
     *
     * @param services of the Machine that it is the way in to
     * @param secret what callers must know
     * @param settings where to listen, and the limits
     * @param ready whether the Machine takes commands; until then they are 503
     * @return the server, once it listens; fails with 409 when the address is taken
     */
    public static CompletionStage<ControlServer> start(
            Services services, ControlSecret secret, ControlSettings settings, BooleanSupplier ready) {
        ControlRoutes routes = new ControlRoutes(
                services.system(),
                settings,
                new Gatekeeper(secret, settings.host()),
                new CommandReader(services.system(), settings, services.blobs()),
                new Commands(services.waves(), settings.timeout()),
                services.config().getString("machine.name"),
                ready);
        return Http.get(services.system())
                .newServerAt(settings.host(), settings.port())
                .withSettings(withoutRequestTimeout(
                        ServerSettings.create(services.system().classicSystem())))
                .bind(routes)
                .handle((binding, failure) -> {
                    if (binding != null) {
                        return new ControlServer(binding);
                    }
                    throw refused(failure, settings);
                });
    }

    /** Where it listens; the port is the real one. */
    public InetSocketAddress address() {
        return binding.localAddress();
    }

    /** Takes no more calls and lets those under way finish for a short while. */
    public CompletionStage<Void> stop() {
        return binding.terminate(GRACE).thenApply(done -> null);
    }

    /** Commands have a deadline of their own, and so has the reading of a request. */
    private static ServerSettings withoutRequestTimeout(ServerSettings settings) {
        return settings.withTimeouts(
                settings.getTimeouts().withRequestTimeout(scala.concurrent.duration.Duration.Inf()));
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
