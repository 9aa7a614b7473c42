package io.hyperspace.drivers.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.drivers.base.BaseDriver;
import io.hyperspace.drivers.memory.InMemoryHyperverse;
import io.hyperspace.provision.Digest;
import io.hyperspace.provision.Registry.Registration;
import io.hyperspace.space.command.Command;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.PropertyChange;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.Pong;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ArtifactDriverTest {

    private static final byte[] PAGE = "<h1>hello</h1>".getBytes(StandardCharsets.UTF_8);
    private static final String TAG = "\"" + Digest.of(PAGE) + "\"";
    private static final String FILE = "repo:site:1.0.0:/html/index.html";
    private static final Method HEAD = Method.http("Head");

    private final InMemoryHyperverse hyperverse =
            InMemoryHyperverse.create().with(List.of(new ArtifactDriver(), new BaseDriver()));

    @BeforeEach
    void aBundleWithAPage() {
        hyperverse.registry().create("repo", Kind.REPO);
        hyperverse.registry().create("repo:site", Kind.BUNDLE_SERIES);
        hyperverse.registry().create("repo:site:1.0.0", Kind.BUNDLE);
        hyperverse.registry().create("repo:site:1.0.0:/html/", ArtifactKinds.DIR);
        hyperverse.blobs().put(PAGE);
        List<PropertyChange> properties = List.of(
                new PropertyChange.Set(ArtifactKinds.DIGEST, Digest.of(PAGE).hex(), true),
                new PropertyChange.Set(ArtifactKinds.SIZE, Integer.toString(PAGE.length), true),
                new PropertyChange.Set(ArtifactKinds.CONTENT_TYPE, "text/html; charset=utf-8", true));
        hyperverse
                .registry()
                .register(new Registration(
                        Point.parse(FILE), ArtifactKinds.RAW, Agent.HYPERUSER, properties, Command.Strategy.COMMIT));
    }

    @AfterEach
    void close() {
        hyperverse.close();
    }

    private Pong ping(String to, Method method, Headers headers) {
        return hyperverse.ping(Agent.HYPERUSER, to, method, headers, Substance.Empty.INSTANCE);
    }

    @Test
    void getAndReadAnswerTheBytesAndWhatTheyAre() {
        for (Method method : List.of(Method.HTTP_GET, Method.READ)) {
            Pong pong = ping(FILE, method, Headers.NONE);

            assertThat(pong.status()).isEqualTo(200);
            assertThat(pong.body()).isEqualTo(new Substance.Bin(PAGE));
            assertThat(pong.headers().first("content-type")).isEqualTo("text/html; charset=utf-8");
            assertThat(pong.headers().first("content-length")).isEqualTo(Integer.toString(PAGE.length));
            assertThat(pong.headers().first("etag")).isEqualTo(TAG);
        }
    }

    @Test
    void headAnswersTheHeadersAlone() {
        Pong pong = ping(FILE, HEAD, Headers.NONE);

        assertThat(pong.status()).isEqualTo(200);
        assertThat(pong.body()).isEqualTo(Substance.Empty.INSTANCE);
        assertThat(pong.headers().first("content-length")).isEqualTo(Integer.toString(PAGE.length));
    }

    @Test
    void whoHasTheBytesIsToldSo() {
        for (String tag : List.of(TAG, "W/" + TAG, "\"other\", " + TAG, "*")) {
            Pong pong = ping(FILE, Method.HTTP_GET, Headers.of("if-none-match", tag));

            assertThat(pong.status()).as(tag).isEqualTo(304);
            assertThat(pong.body()).isEqualTo(Substance.Empty.INSTANCE);
            assertThat(pong.headers().first("etag")).isEqualTo(TAG);
        }
        assertThat(ping(FILE, Method.HTTP_GET, Headers.of("if-none-match", "\"other\""))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aDirectoryIsNoPageButHasARecord() {
        assertThat(ping("repo:site:1.0.0:/html/", Method.HTTP_GET, Headers.NONE).status())
                .isEqualTo(404);
        assertThat(ping("repo:site:1.0.0:/html/", Method.READ, Headers.NONE).body())
                .isInstanceOfSatisfying(
                        Substance.Json.class, json -> assertThat(json.value()).contains("\"kind\":\"Artifact<Dir>\""));
    }

    @Test
    void whatAFileDoesNotKnowIsNoRoute() {
        assertThat(ping(FILE, Method.http("Post"), Headers.NONE).status()).isEqualTo(404);
    }

    @Test
    void aParticleThatIsItsRecordTellsItAsItIsNow() {
        hyperverse.registry().create("localhost", Kind.SPACE);
        hyperverse.registry().create("localhost:base", Kind.BASE);
        hyperverse
                .registry()
                .setProperties(Point.parse("localhost:base"), List.of(new PropertyChange.Set("colour", "red", false)));

        Pong pong = ping("localhost:base", Method.READ, Headers.NONE);

        assertThat(pong.body())
                .isEqualTo(new Substance.Json("{\"point\":\"localhost:base\",\"kind\":\"Base\",\"status\":\"Ready\","
                        + "\"owner\":\"hyperuser\",\"properties\":{\"colour\":\"red\"}}"));
        assertThat(ping("localhost:base", Method.ext("Hello"), Headers.NONE).status())
                .isEqualTo(404);
    }
}
