package io.hyperspace.drivers.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hyperspace.driver.Services;
import io.hyperspace.drivers.user.Authenticator;
import io.hyperspace.space.point.Point;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;

/**
 * A listener for the web. The host name of a request picks the Space that gets it as a ping, on the authority of
 * the user whose token it shows, else on nobody's; the Space's bind routes the rest. Its waves come from {@link #POINT}, where no particle is: a pong finds its way back to
 * the request, not to a point.
 */
public final class WebIngress {

    /** Where waves from the web come from. */
    public static final Point POINT = Point.parse("<<central:jump[0]>>::web");

    private final ActorSystem<?> system;
    private final WebSettings settings;
    private final WebTraffic traffic;
    private final ServerBinding binding;

    private WebIngress(ActorSystem<?> system, WebSettings settings, WebTraffic traffic, ServerBinding binding) {
        this.system = system;
        this.settings = settings;
        this.traffic = traffic;
        this.binding = binding;
    }

    /**
     * Listens.
     *
     * @param users tells whose a token is
     * @param host the address to listen on
     * @param port the port, 0 for any free one
     * @return the ingress once it listens; fails with 503 when it cannot
     */
    public static CompletionStage<WebIngress> start(Services services, Authenticator users, String host, int port) {
        ActorSystem<?> system = services.system();
        WebSettings settings = WebSettings.of(services.config());
        WebTraffic traffic = new WebTraffic();
        return Http.get(system)
                .newServerAt(host, port)
                .withSettings(settings.server(system))
                .bind(new WebHandler(system, services.waves(), new Credentials(users), settings, traffic))
                .handle((binding, failure) -> {
                    if (failure != null) {
                        throw WebFaults.cannotListen(host, port, failure);
                    }
                    WebIngress ingress = new WebIngress(system, settings, traffic, binding);
                    Ingresses.of(system).add(ingress);
                    return ingress;
                });
    }

    /** Where it listens, with the real port. */
    public InetSocketAddress address() {
        return binding.localAddress();
    }

    /** Listens no more; requests on their way may end within {@code hyperspace.web.stop-timeout}. */
    public CompletionStage<Done> stop() {
        Ingresses.of(system).remove(this);
        return binding.terminate(settings.stopTimeout()).thenApply(terminated -> Done.getInstance());
    }

    ObjectNode facts() {
        return traffic.toJson(address());
    }
}
