package io.hyperspace.drivers.web;

import io.hyperspace.driver.Waves;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Pong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.japi.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers one request after the other with the pong of a ping, or with a fault. Every request is answered, counted, and
 * its body read or dropped.
 */
final class WebHandler implements Function<HttpRequest, CompletionStage<HttpResponse>> {

    private static final Logger LOG = LoggerFactory.getLogger(WebHandler.class);
    private static final String NO_ROUTE = Faults.noRoute("").code();
    private static final long serialVersionUID = 1;

    private final transient ActorSystem<?> system;
    private final transient Waves waves;
    private final transient Credentials credentials;
    private final transient WebSettings settings;
    private final transient WebTraffic traffic;

    WebHandler(ActorSystem<?> system, Waves waves, Credentials credentials, WebSettings settings, WebTraffic traffic) {
        this.system = system;
        this.waves = waves;
        this.credentials = credentials;
        this.settings = settings;
        this.traffic = traffic;
    }

    @Override
    public CompletionStage<HttpResponse> apply(HttpRequest request) {
        boolean admitted = traffic.begin(settings.inFlight());
        CompletionStage<HttpResponse> response = admitted
                ? CompletableFuture.completedStage(request).thenCompose(this::answer)
                : refuse(request, Faults.tooMany("the web ingress", settings.inFlight()));
        return response.exceptionally(failure -> refused(request, failure))
                .whenComplete((answer, failure) ->
                        traffic.end(answer == null ? 500 : answer.status().intValue()));
    }

    /** A stranger's body is not read; and as a body may take its time, it is asked again after that who has shown it. */
    private CompletionStage<HttpResponse> answer(HttpRequest request) {
        long deadline = System.currentTimeMillis() + settings.timeout().toMillis();
        if (request.entity().getContentLengthOption().orElse(0) > settings.maxBody()) {
            return refuse(request, Faults.tooLarge("the body", settings.maxBody()));
        }
        Incoming incoming;
        try {
            incoming = Incoming.of(request, settings);
        } catch (RuntimeException e) {
            return refuse(request, WebFaults.of(e, settings));
        }
        boolean head = request.method().equals(HttpMethods.HEAD);
        return credentials
                .agent(request)
                .thenCompose(known -> request.entity()
                        .toStrict(settings.timeout().toMillis(), settings.maxBody(), system)
                        .thenCompose(strict ->
                                credentials.agent(request).thenApply(agent -> incoming.ping(agent, strict, deadline))))
                .thenCompose(ping -> head ? headOrGet(ping) : waves.ping(ping))
                .thenApply(pong -> Outgoing.of(pong, head));
    }

    /** What has a route for GET alone answers HEAD too; the server leaves the body out. Source: RFC 9110, 9.3.2. */
    private CompletionStage<Pong> headOrGet(Ping ping) {
        return waves.ping(ping).thenCompose(pong -> {
            boolean routed = !(pong.body() instanceof Substance.Err err
                    && err.value().code().equals(NO_ROUTE));
            return routed ? CompletableFuture.completedFuture(pong) : waves.ping(Incoming.asGet(ping));
        });
    }

    private CompletionStage<HttpResponse> refuse(HttpRequest request, Fault fault) {
        request.discardEntityBytes(system);
        return CompletableFuture.completedFuture(Outgoing.of(fault));
    }

    private HttpResponse refused(HttpRequest request, Throwable failure) {
        Fault fault = WebFaults.of(failure, settings);
        if (fault.status() == 500) {
            LOG.error(
                    "A request failed: {} {}",
                    request.method().value(),
                    request.getUri().path(),
                    failure);
        }
        return Outgoing.of(fault);
    }
}
