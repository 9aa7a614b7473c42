package io.hyperspace.drivers.web;

import io.hyperspace.driver.Services;
import io.hyperspace.driver.Waves;
import io.hyperspace.drivers.memory.InMemoryHyperverse;
import io.hyperspace.ripple.Bounce;
import io.hyperspace.ripple.Outcome;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Access;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Echo;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.Ripple;
import io.hyperspace.space.wave.Signal;
import io.hyperspace.space.wave.WaveId;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What tests of the ingress share: one that listens, and a particle behind it that a test scripts. */
abstract class WebTests implements Waves {

    final InMemoryHyperverse hyperverse = InMemoryHyperverse.create(
            "hyperspace.web.max-body = 1000", "hyperspace.web.in-flight = 2", "hyperspace.web.timeout = 5s");
    final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    final List<Ping> pings = new CopyOnWriteArrayList<>();
    volatile Function<Ping, CompletionStage<Pong>> particle =
            ping -> pong(ping, 200, Headers.NONE, Substance.Empty.INSTANCE);
    WebIngress ingress;

    @BeforeEach
    void start() {
        ingress = WebIngress.start(services(), WebTests::agent, "127.0.0.1", 0)
                .toCompletableFuture()
                .join();
    }

    @AfterEach
    void stop() {
        ingress.stop().toCompletableFuture().join();
        hyperverse.close();
    }

    /** The one token that is good. */
    static CompletionStage<Agent> agent(String token) {
        return token.equals("anns-token")
                ? CompletableFuture.completedFuture(Agent.of(Point.parse("localhost:users:ann")))
                : CompletableFuture.failedFuture(Faults.notAuthenticated().toException());
    }

    Services services() {
        Services all = hyperverse.services();
        return new Services(
                all.system(),
                all.config(),
                all.registry(),
                all.blobs(),
                this,
                all.kinds(),
                all.moves(),
                all.overview(),
                all.watches());
    }

    @Override
    public CompletionStage<Pong> ping(Ping ping) {
        pings.add(ping);
        return particle.apply(ping);
    }

    @Override
    public CompletionStage<Pong> ping(Ping ping, long until) {
        return ping(ping);
    }

    @Override
    public CompletionStage<Void> signal(Signal signal) {
        throw new AssertionError("the web sends pings alone");
    }

    @Override
    public CompletionStage<Outcome> ripple(Ripple ripple, Bounce bounce, Consumer<Echo> listener) {
        throw new AssertionError("the web sends pings alone");
    }

    @Override
    public CompletionStage<ParticleRecord> record(Point point) {
        throw new AssertionError("nobody asks here");
    }

    @Override
    public CompletionStage<Access> access(Agent agent, Point point) {
        throw new AssertionError("the target checks access");
    }

    static CompletionStage<Pong> pong(Ping ping, int status, Headers headers, Substance body) {
        return CompletableFuture.completedFuture(new Pong(WaveId.next(), ping.id(), ping.to(), status, headers, body));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://localhost:" + ingress.address().getPort() + path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }
}
