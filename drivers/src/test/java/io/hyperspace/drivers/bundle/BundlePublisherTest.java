package io.hyperspace.drivers.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.drivers.artifact.ArtifactKinds;
import io.hyperspace.drivers.memory.InMemoryHyperverse;
import io.hyperspace.provision.Digest;
import io.hyperspace.provision.Registry.Registration;
import io.hyperspace.space.bundle.BundleLimits;
import io.hyperspace.space.command.Command;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class BundlePublisherTest {

    private static final Point BUNDLE = Point.parse("repo:site:1.0.0");
    private static final Agent SCOTT = Agent.of(Point.parse("localhost:users:scott"));

    private final InMemoryHyperverse hyperverse =
            InMemoryHyperverse.create("hyperspace.bundle.max-zip = 2000", "hyperspace.bundle.in-flight = 1");
    private final BundlePublisher publisher = BundlePublisher.create(hyperverse.services(), module -> {});

    @BeforeEach
    void aSeries() {
        hyperverse.registry().create("repo", Kind.REPO);
        hyperverse.registry().create("repo:site", Kind.BUNDLE_SERIES);
    }

    @AfterEach
    void close() {
        hyperverse.close();
    }

    private static byte[] site() {
        return new RawZip()
                .file("html/index.html", "<h1>hello</h1>")
                .file("html/copy.html", "<h1>hello</h1>")
                .file("wasm/app.wasm", "module")
                .bytes();
    }

    private ParticleRecord publish(byte[] zip) {
        return publisher.publish(SCOTT, BUNDLE, zip).toCompletableFuture().join();
    }

    private Fault refusal(Point bundle, byte[] zip) {
        CompletableFuture<ParticleRecord> future =
                publisher.publish(SCOTT, bundle, zip).toCompletableFuture();
        return future.handle((record, failure) -> {
                    assertThat(failure).isNotNull();
                    return HyperspaceException.faultOf(failure);
                })
                .join();
    }

    private ParticleRecord record(String point) {
        return hyperverse
                .registry()
                .record(Point.parse(point))
                .toCompletableFuture()
                .join();
    }

    @Test
    void aBundleAndItsArtifactsAreThereAndTheirBytesToo() {
        ParticleRecord bundle = publish(site());

        assertThat(bundle.kind()).isEqualTo(Kind.BUNDLE);
        assertThat(bundle.owner()).isEqualTo(SCOTT);
        assertThat(bundle.property(BundlePublisher.PUBLISHED)).isEqualTo("true");
        ParticleRecord page = record("repo:site:1.0.0:/html/index.html");
        assertThat(page.kind()).isEqualTo(ArtifactKinds.RAW);
        assertThat(page.property("size")).isEqualTo("14");
        assertThat(page.property("content-type")).isEqualTo("text/html; charset=utf-8");
        assertThat(page.properties()).hasEntrySatisfying("digest", digest -> assertThat(digest.locked())
                .isTrue());
        assertThat(record("repo:site:1.0.0:/wasm/app.wasm").kind()).isEqualTo(ArtifactKinds.WASM);
        assertThat(record("repo:site:1.0.0:/html/").kind()).isEqualTo(ArtifactKinds.DIR);
        assertThat(record("repo:site:1.0.0:/").kind()).isEqualTo(ArtifactKinds.DIR);
        assertThat(hyperverse
                        .blobs()
                        .get(new Digest(String.valueOf(page.property("digest"))))
                        .toCompletableFuture())
                .isCompletedWithValueMatching(
                        bytes -> new String(bytes, java.nio.charset.StandardCharsets.UTF_8).equals("<h1>hello</h1>"));
    }

    @Test
    void equalFilesAreStoredOnce() {
        publish(site());

        assertThat(hyperverse.blobs().puts()).isEqualTo(2);
    }

    @Test
    void manyFilesAreAllStored() {
        PublishSettings limits = new PublishSettings(new BundleLimits(1 << 20, 1 << 20, 100, 100, 1_000, 200), 1, 3);
        BundlePublisher roomy =
                new BundlePublisher(hyperverse.registry(), hyperverse.blobs(), module -> {}, limits, Runnable::run);
        RawZip zip = new RawZip();
        for (int i = 0; i < 500; i++) {
            zip.file("f" + i, "x".repeat(i % 100) + i % 10);
        }

        roomy.publish(SCOTT, BUNDLE, zip.bytes()).toCompletableFuture().join();

        for (int i = 0; i < 500; i++) {
            String digest = record("repo:site:1.0.0:/f" + i).property("digest");
            assertThat(hyperverse
                            .blobs()
                            .get(new Digest(String.valueOf(digest)))
                            .toCompletableFuture())
                    .isCompleted();
        }
        assertThat(hyperverse.blobs().puts()).isEqualTo(hyperverse.blobs().size());
    }

    @Test
    void aPublishedVersionNeverChanges() {
        publish(site());
        int before = hyperverse.registry().size();

        Fault fault = refusal(BUNDLE, site());

        assertThat(fault.status()).isEqualTo(409);
        assertThat(fault.code()).isEqualTo("E0625");
        assertThat(hyperverse.registry().size()).isEqualTo(before);
    }

    @Test
    void anInterruptedPublishIsCompletedByTheSameZip() {
        byte[] zip = site();
        interruptedAfterTheBundle(zip);

        assertThat(publish(zip).property(BundlePublisher.PUBLISHED)).isEqualTo("true");
        assertThat(record("repo:site:1.0.0:/html/index.html").kind()).isEqualTo(ArtifactKinds.RAW);
    }

    @Test
    void aPublishInterruptedBehindItsArtifactsIsCompletedToo() {
        byte[] zip = site();
        interruptedAfterTheBundle(zip);
        PublishSettings limits = PublishSettings.of(hyperverse.services().config());
        BundleContent content = BundleReader.read(BUNDLE, zip, limits.limits(), module -> {});
        hyperverse
                .registry()
                .registerAll(content.registrations(SCOTT))
                .toCompletableFuture()
                .join();

        assertThat(publish(zip).property(BundlePublisher.PUBLISHED)).isEqualTo("true");
    }

    @Test
    void anInterruptedPublishIsNotCompletedByAnotherZip() {
        interruptedAfterTheBundle(site());

        Fault fault = refusal(BUNDLE, new RawZip().file("a", "other").bytes());

        assertThat(fault.status()).isEqualTo(409);
        assertThat(fault.code()).isEqualTo("E0624");
    }

    private void interruptedAfterTheBundle(byte[] zip) {
        hyperverse
                .registry()
                .register(new Registration(
                        BUNDLE,
                        Kind.BUNDLE,
                        SCOTT,
                        List.of(BundleFile.locked("digest", Digest.of(zip).hex())),
                        Command.Strategy.COMMIT))
                .toCompletableFuture()
                .join();
    }

    @Test
    void aMissingSeriesIsNamedWithTheCommandThatMakesIt() {
        Fault fault = refusal(Point.parse("repo:other:1.0.0"), site());

        assertThat(fault.status()).isEqualTo(422);
        assertThat(fault.help()).containsExactly("create repo:other<BundleSeries>");
    }

    @Test
    void onlyASeriesHoldsBundles() {
        hyperverse.registry().create("localhost", Kind.SPACE);

        assertThat(refusal(Point.parse("localhost:1.0.0"), site()).code()).isEqualTo("E0204");
        assertThat(refusal(Point.parse("repo:site"), site()).code()).isEqualTo("E0622");
        assertThat(refusal(Point.ROOT, site()).code()).isEqualTo("E0622");
    }

    @Test
    void aBadZipLeavesNothingBehind() {
        int before = hyperverse.registry().size();

        Fault fault = refusal(
                BUNDLE, new RawZip().file("good", "x").file("../evil", "x").bytes());

        assertThat(fault.code()).isEqualTo("E0612");
        assertThat(hyperverse.registry().size()).isEqualTo(before);
        assertThat(hyperverse.blobs().puts()).isZero();
    }

    @Test
    void aZipAtTheLimitPassesAndOneByteMoreDoesNot() {
        int overhead = new RawZip().stored("a", new byte[0]).bytes().length;
        byte[] atLimit = new RawZip().stored("a", new byte[2_000 - overhead]).bytes();
        byte[] oneMore = new RawZip().stored("a", new byte[2_001 - overhead]).bytes();

        assertThat(refusal(Point.parse("repo:site:2.0.0"), oneMore).status()).isEqualTo(413);
        assertThat(publish(atLimit).kind()).isEqualTo(Kind.BUNDLE);
    }

    @Test
    void moreBundlesAtOnceThanTheLimitAreRefused() throws Exception {
        CountDownLatch checking = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        BundlePublisher slow = BundlePublisher.create(hyperverse.services(), module -> {
            checking.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new CompletionException(e);
            }
        });
        var first = slow.publish(SCOTT, BUNDLE, site()).toCompletableFuture();
        checking.await();

        var second = slow.publish(SCOTT, Point.parse("repo:site:2.0.0"), site()).toCompletableFuture();
        assertThat(second).isCompletedExceptionally();
        second.exceptionally(failure -> {
                    assertThat(HyperspaceException.faultOf(failure).status()).isEqualTo(429);
                    return first.getNow(null);
                })
                .join();
        release.countDown();
        assertThat(first.join().point()).isEqualTo(BUNDLE);
        assertThat(slow.publish(SCOTT, Point.parse("repo:site:2.0.0"), site())
                        .toCompletableFuture()
                        .join()
                        .kind())
                .isEqualTo(Kind.BUNDLE);
    }
}
