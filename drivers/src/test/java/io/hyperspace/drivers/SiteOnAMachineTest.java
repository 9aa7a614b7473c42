package io.hyperspace.drivers;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.hyperspace.driver.Driver;
import io.hyperspace.driver.Services;
import io.hyperspace.drivers.global.ExecuteRequest;
import io.hyperspace.drivers.global.GlobalDriver;
import io.hyperspace.drivers.memory.InMemoryBlobs;
import io.hyperspace.drivers.memory.InMemoryMemories;
import io.hyperspace.drivers.memory.InMemoryOutbox;
import io.hyperspace.drivers.memory.InMemoryRegistry;
import io.hyperspace.drivers.user.TokenKey;
import io.hyperspace.drivers.user.Users;
import io.hyperspace.drivers.web.WebIngress;
import io.hyperspace.machine.Hyperverse;
import io.hyperspace.machine.Machine;
import io.hyperspace.provision.Blobs;
import io.hyperspace.provision.Digest;
import io.hyperspace.provision.Members;
import io.hyperspace.provision.Memories;
import io.hyperspace.provision.OneMachine;
import io.hyperspace.provision.Outbox;
import io.hyperspace.provision.Registry;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKind;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Head;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.WaveId;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.persistence.testkit.PersistenceTestKitPlugin;
import org.apache.pekko.persistence.testkit.PersistenceTestKitSnapshotPlugin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The drivers where they belong: on a real Machine, whose Registry and journal are in memory. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SiteOnAMachineTest implements Hyperverse {

    private static final Config CONFIG = ConfigFactory.parseString("""
                    pekko.actor.provider = cluster
                    pekko.actor.serialize-messages = on
                    pekko.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
                    pekko.cluster.jmx.multi-mbeans-in-same-jvm = on
                    pekko.cluster.downing-provider-class = "org.apache.pekko.cluster.sbr.SplitBrainResolverProvider"
                    pekko.coordinated-shutdown.exit-jvm = off
                    pekko.coordinated-shutdown.terminate-actor-system = off
                    pekko.coordinated-shutdown.run-by-actor-system-terminate = off
                    """)
            .withFallback(PersistenceTestKitPlugin.getInstance().config())
            .withFallback(PersistenceTestKitSnapshotPlugin.config())
            .withFallback(ConfigFactory.load());

    private final InMemoryRegistry registry = new InMemoryRegistry();
    private final InMemoryBlobs blobs = new InMemoryBlobs();
    private final ActorTestKit kit = ActorTestKit.create("hyperspace", CONFIG);
    private final HttpClient client = HttpClient.newHttpClient();
    private Machine machine;
    private WebIngress ingress;

    @BeforeAll
    void aSiteIsPublished() throws Exception {
        Cluster cluster = Cluster.get(kit.system());
        cluster.manager().tell(Join.create(cluster.selfMember().address()));
        CompletableFuture<Machine> started = new CompletableFuture<>();
        kit.spawn(Machine.guardian(this, started), "machine");
        machine = started.join();
        Users users = Users.create(machine.services(), TokenKey.parse(TokenKey.random()));
        ingress = WebIngress.start(machine.services(), users, "127.0.0.1", 0)
                .toCompletableFuture()
                .join();

        assertThat(run("create localhost<Space>").status()).isEqualTo(201);
        assertThat(run("create localhost:closed<Base>").status()).isEqualTo(201);
        assertThat(run("create repo<Repo>").status()).isEqualTo(201);
        assertThat(run("create repo:site<BundleSeries>").status()).isEqualTo(201);
        assertThat(run("publish ^[ site.zip ]-> repo:site:1.0.0").status()).isEqualTo(201);
        assertThat(run("set localhost{ +bind=repo:site:1.0.0:/site.bind }").status())
                .isEqualTo(200);
        assertThat(run("grant perm +csd-rwX on localhost to *").status()).isEqualTo(200);
        assertThat(run("grant perm +csd-rwX on repo:site:1.0.0:/html/** to *").status())
                .isEqualTo(200);
    }

    @AfterAll
    void stop() {
        ingress.stop().toCompletableFuture().join();
        kit.shutdownTestKit();
    }

    @Override
    public Registry registry(ActorSystem<?> system) {
        return registry;
    }

    @Override
    public Blobs blobs(ActorSystem<?> system) {
        return blobs;
    }

    @Override
    public Members members(ActorSystem<?> system) {
        return new OneMachine(Cluster.get(system).selfMember().address().toString());
    }

    @Override
    public Outbox outbox(ActorSystem<?> system) {
        return new InMemoryOutbox();
    }

    @Override
    public Memories memories(ActorSystem<?> system) {
        return new InMemoryMemories();
    }

    @Override
    public List<Driver> drivers(Services services) {
        return BuiltInDrivers.all(services, module -> {});
    }

    @Override
    public Map<StarKind, Integer> starCounts() {
        return Map.of(StarKind.CENTRAL, 1, StarKind.MAELSTROM, 2, StarKind.SCRIBE, 2, StarKind.JUMP, 1);
    }

    private static byte[] site() throws java.io.IOException {
        Map<String, String> files = Map.of(
                "html/index.html", "<h1>hello</h1>",
                "site.bind", "Bind(version=1.0.0) { Route -> { Http<Get>/(.*) -> repo:site:1.0.0:/html/$1 => &; } }");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    private Pong run(String command) throws java.io.IOException {
        Digest upload = blobs.put(site()).toCompletableFuture().join();
        Head head = new Head(
                WaveId.next(),
                Point.parse("LOCAL::test"),
                Agent.HYPERUSER,
                GlobalDriver.EXECUTE,
                "/",
                Headers.NONE,
                new ExecuteRequest(command, Map.of("site.zip", upload)).toSubstance(),
                Handling.IMMEDIATE,
                System.currentTimeMillis() + 30_000,
                List.of());
        return machine.services()
                .waves()
                .ping(new Ping(head, GlobalDriver.EXECUTOR))
                .toCompletableFuture()
                .join();
    }

    private HttpResponse<String> send(String method, String path, String... headers) throws Exception {
        URI uri = URI.create("http://localhost:" + ingress.address().getPort() + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    @Test
    void aPageComesOutOfTheBundle() throws Exception {
        HttpResponse<String> response = send("GET", "/index.html");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("<h1>hello</h1>");
        assertThat(response.headers().firstValue("content-type")).hasValue("text/html; charset=UTF-8");
        String tag = response.headers().firstValue("etag").orElseThrow();
        assertThat(send("GET", "/index.html", "If-None-Match", tag).statusCode())
                .isEqualTo(304);
        assertThat(send("HEAD", "/index.html").headers().firstValue("content-length"))
                .hasValue("14");
    }

    @Test
    void whatIsNotThereOrNotOpenIsRefused() throws Exception {
        assertThat(send("POST", "/index.html").statusCode()).isEqualTo(404);
        assertThat(send("GET", "/none.html").statusCode()).isIn(403, 404);
        assertThat(send("GET", "/../site.bind").statusCode()).isGreaterThanOrEqualTo(400);
    }

    @Test
    void particlesTellTheirState() throws Exception {
        assertThat(run("get localhost:closed").body().toString()).contains("\"kind\":\"Base\"");
        assertThat(run("get GLOBAL::registry").body().toString()).contains("\"kind\":\"Global\"");
        assertThat(run("select repo:site:1.0.0:**").body().toString()).contains("repo:site:1.0.0:/html/index.html");
    }
}
