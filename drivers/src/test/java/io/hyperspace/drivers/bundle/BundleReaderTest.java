package io.hyperspace.drivers.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.typesafe.config.ConfigFactory;
import io.hyperspace.drivers.artifact.ArtifactKinds;
import io.hyperspace.space.bundle.BundleLimits;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.point.Point;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BundleReaderTest {

    private static final Point BUNDLE = Point.parse("repo:site:1.0.0");
    private static final BundleLimits DEFAULTS =
            PublishSettings.of(ConfigFactory.load().getConfig("hyperspace")).limits();

    private static BundleLimits limits(long maxUnpacked, long maxFile, int maxFiles) {
        return new BundleLimits(1 << 20, maxUnpacked, maxFile, 1 << 10, maxFiles, 200);
    }

    private static BundleContent read(byte[] zip, BundleLimits limits) {
        return BundleReader.read(BUNDLE, zip, limits, module -> {});
    }

    private static Fault fault(byte[] zip, BundleLimits limits) {
        HyperspaceException failure = catchThrowableOfType(HyperspaceException.class, () -> read(zip, limits));
        assertThat(failure).isNotNull();
        return failure.fault();
    }

    private static Fault fault(byte[] zip) {
        return fault(zip, DEFAULTS);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void theDefaultsAreThoseOfTheConfiguration() {
        assertThat(DEFAULTS).isEqualTo(BundleLimits.DEFAULT);
    }

    @Test
    void filesAndTheDirectoriesThatLeadToThemBecomeArtifacts() {
        byte[] zip = new RawZip()
                .file("html/index.html", "<h1>hello</h1>")
                .stored("html/img/a.png", new byte[] {1, 2})
                .directory("empty/")
                .bytes();

        BundleContent content = read(zip, DEFAULTS);

        assertThat(content.directories())
                .extracting(Point::toString)
                .containsExactlyInAnyOrder(
                        "repo:site:1.0.0:/",
                        "repo:site:1.0.0:/html/",
                        "repo:site:1.0.0:/html/img/",
                        "repo:site:1.0.0:/empty/");
        assertThat(content.files())
                .extracting(file -> file.point() + " " + file.kind() + " " + file.size())
                .containsExactly(
                        "repo:site:1.0.0:/html/index.html Artifact<Raw> 14",
                        "repo:site:1.0.0:/html/img/a.png Artifact<Raw> 2");
    }

    @Test
    void aZipOfTheJdkIsRead() throws Exception {
        var out = new java.io.ByteArrayOutputStream();
        try (var zip = new java.util.zip.ZipOutputStream(out)) {
            zip.putNextEntry(new java.util.zip.ZipEntry("a/b.txt"));
            zip.write(bytes("hello"));
            zip.closeEntry();
        }

        assertThat(read(out.toByteArray(), DEFAULTS).files())
                .extracting(file -> file.point().toString())
                .containsExactly("repo:site:1.0.0:/a/b.txt");
    }

    @Test
    @Timeout(20)
    void aBombOfTenGibibytesEndsEarly() {
        byte[] stream = RawZip.zeros(10 << 10);
        byte[] zip = new RawZip()
                .entry("bomb.txt", "bomb.txt", 0, 8, 0, stream, 0xfffffffeL)
                .bytes();
        assertThat(zip.length).isLessThan(16 << 20);

        assertThat(fault(zip)).satisfies(fault -> {
            assertThat(fault.status()).isEqualTo(413);
            assertThat(fault.code()).isEqualTo("E0616");
        });
    }

    @Test
    void aFileThatIsCompressedLikeABombIsRefused() {
        byte[] plain = new byte[8 << 20];
        byte[] zip = new RawZip().file("zeros", plain).bytes();

        assertThat(fault(zip)).satisfies(fault -> {
            assertThat(fault.status()).isEqualTo(413);
            assertThat(fault.code()).isEqualTo("E0617");
        });
        assertThat(read(new RawZip().file("zeros", new byte[1 << 20]).bytes(), DEFAULTS)
                        .files())
                .hasSize(1);
    }

    @Test
    @Timeout(20)
    void aBombThatLiesAboutItsSizeEndsEarly() {
        byte[] zip = new RawZip()
                .entry("bomb.txt", "bomb.txt", 0, 8, 0, RawZip.zeros(100), 5)
                .bytes();

        assertThat(fault(zip).status()).isEqualTo(413);
    }

    @Test
    void filesThatShareTheirBytesAreCountedEachTime() {
        byte[] content = new byte[900];
        RawZip zip = new RawZip().file("a00", content);
        for (int i = 1; i < 100; i++) {
            zip.overlapFirst("a%02d".formatted(i));
        }

        Fault fault = fault(zip.bytes(), limits(10_000, 1_000, 200));

        assertThat(fault.status()).isEqualTo(400);
        assertThat(fault.code()).isEqualTo("E0618");
    }

    @Test
    void unpackedBytesAreLimitedInAll() {
        byte[] content = new byte[500];
        RawZip two = new RawZip().file("a", content).file("b", content);

        assertThat(read(two.bytes(), limits(1_000, 500, 10)).files()).hasSize(2);
        assertThat(fault(two.file("c", new byte[1]).bytes(), limits(1_000, 500, 10)))
                .satisfies(fault -> {
                    assertThat(fault.status()).isEqualTo(413);
                    assertThat(fault.code()).isEqualTo("E0615");
                });
    }

    @Test
    void oneFileIsLimited() {
        byte[] atLimit = new RawZip().file("a", new byte[500]).bytes();
        byte[] oneMore = new RawZip().file("a", new byte[501]).bytes();

        assertThat(read(atLimit, limits(1_000, 500, 10)).files()).hasSize(1);
        assertThat(fault(oneMore, limits(1_000, 500, 10)).code()).isEqualTo("E0616");
    }

    @Test
    void aStoredFileIsLimitedToo() {
        byte[] oneMore = new RawZip().stored("a", new byte[501]).bytes();

        assertThat(fault(oneMore, limits(1_000, 500, 10)).code()).isEqualTo("E0616");
    }

    @Test
    void filesAndDirectoriesAreCountedTogether() {
        RawZip atLimit = new RawZip().file("d/a", "").file("d/b", "");

        assertThat(read(atLimit.bytes(), limits(10, 10, 4)).files()).hasSize(2);
        assertThat(fault(atLimit.file("d/c", "").bytes(), limits(10, 10, 4))).satisfies(fault -> {
            assertThat(fault.status()).isEqualTo(413);
            assertThat(fault.code()).isEqualTo("E0614");
        });
    }

    @Test
    void nineThousandFilesFitAndOneMoreDoesNot() {
        RawZip zip = new RawZip();
        for (int i = 0; i < 8_999; i++) {
            zip.file("f" + i, "");
        }

        assertThat(read(zip.bytes(), DEFAULTS).files()).hasSize(8_999);
        assertThat(fault(zip.file("one-more", "").bytes()).code()).isEqualTo("E0614");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil",
                "a/../../evil",
                "/etc/passwd",
                "a\\b",
                "C:\\x",
                "a/./b",
                "a//b",
                "",
                "with space",
                "ünicode",
                "new\nline",
                "nul\0",
                "..",
                "a:b",
                "%2e%2e/x"
            })
    void namesThatAreNoFilesPointsAreRefused(String name) {
        Fault fault = fault(new RawZip().file(name, "x").bytes());

        assertThat(fault.status()).isEqualTo(400);
        assertThat(fault.code()).isEqualTo("E0612");
        assertThat(fault.message()).matches("\\p{Print}*");
    }

    @Test
    void anOverlongNameIsRefusedAndCutInTheMessage() {
        Fault fault = fault(new RawZip().file("x".repeat(60_000), "").bytes());

        assertThat(fault.code()).isEqualTo("E0612");
        assertThat(fault.message().length()).isLessThan(400);
    }

    @Test
    void aNameTwiceIsRefused() {
        assertThat(fault(new RawZip().file("a", "1").file("a", "2").bytes()).code())
                .isEqualTo("E0613");
        assertThat(fault(new RawZip().directory("a/").directory("a/").bytes()).code())
                .isEqualTo("E0613");
    }

    @Test
    void whatIsNotAZipIsRefused() {
        assertThat(fault(new byte[0]).code()).isEqualTo("E0610");
        assertThat(fault(bytes("#!/bin/sh\necho hello, I am no zip at all\n")).code())
                .isEqualTo("E0610");
    }

    @Test
    void anEmptyZipIsRefused() {
        assertThat(fault(new RawZip().bytes()).code()).isEqualTo("E0620");
        assertThat(fault(new RawZip().directory("only/").bytes()).code()).isEqualTo("E0620");
    }

    @Test
    void anEncryptedFileIsRefused() {
        byte[] zip =
                new RawZip().entry("secret", "secret", 1, 8, 0, new byte[20], 5).bytes();

        assertThat(fault(zip).code()).isEqualTo("E0611");
    }

    @Test
    void anotherCompressionIsRefused() {
        byte[] zip = new RawZip().entry("a", "a", 0, 12, 0, new byte[20], 5).bytes();

        assertThat(fault(zip).code()).isEqualTo("E0619");
    }

    @Test
    void twoNamesForOneFileAreRefused() {
        byte[] zip = new RawZip()
                .entry("good", "evil", 0, 8, RawZip.crc(bytes("x")), RawZip.deflate(bytes("x")), 1)
                .bytes();

        assertThat(fault(zip).code()).isEqualTo("E0618");
    }

    @Test
    void aWrongChecksumIsRefused() {
        byte[] zip = new RawZip()
                .entry("a", "a", 0, 8, 7, RawZip.deflate(bytes("x")), 1)
                .bytes();

        assertThat(fault(zip).code()).isEqualTo("E0618");
    }

    @Test
    void anythingInFrontOrBehindIsRefused() {
        byte[] zip = new RawZip().file("a", "x").bytes();
        byte[] front = new byte[zip.length + 1];
        System.arraycopy(zip, 0, front, 1, zip.length);

        assertThat(fault(front).code()).isEqualTo("E0618");
        assertThat(fault(Arrays.copyOf(zip, zip.length + 1)).code()).isEqualTo("E0610");
        assertThat(fault(Arrays.copyOf(zip, zip.length - 1)).code()).isEqualTo("E0610");
    }

    @Test
    void aModuleThatIsNotWebAssemblyIsRefusedByItsName() {
        byte[] zip = new RawZip().file("wasm/app.wasm", "text").bytes();

        assertThatThrownBy(() -> BundleReader.read(BUNDLE, zip, DEFAULTS, module -> {
                    throw Fault.of(400, "E0501", "no WebAssembly module").toException();
                }))
                .hasMessage("E0501: 'wasm/app.wasm': no WebAssembly module");
    }

    @Test
    void kindsFollowFromNames() {
        assertThat(ArtifactKinds.ofFileName("a.wasm")).isEqualTo(ArtifactKinds.WASM);
        assertThat(ArtifactKinds.ofFileName("a.bind")).isEqualTo(ArtifactKinds.BIND);
        assertThat(ArtifactKinds.ofFileName("a.mechtron")).isEqualTo(ArtifactKinds.PARTICLE_CONFIG);
        assertThat(ArtifactKinds.ofFileName("wasm")).isEqualTo(ArtifactKinds.RAW);
    }

    @Test
    void anyDamageEndsInContentOrARefusal() {
        long seed = Long.getLong("hyperspace.seed", System.nanoTime());
        Random random = new Random(seed);
        byte[] zip = new RawZip()
                .file("a/index.html", "hello ".repeat(50))
                .stored("b.txt", bytes("stored"))
                .directory("c/")
                .bytes();
        long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();

        for (int round = 0; round < 20_000 && System.nanoTime() < end; round++) {
            byte[] damaged = zip.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(read(damaged, DEFAULTS).files()).isNotEmpty();
            } catch (HyperspaceException e) {
                assertThat(e.status()).as("seed " + seed).isIn(400, 413);
            }
        }
    }
}
