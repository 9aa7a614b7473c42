package io.hyperspace.drivers.mechtron;

import static io.hyperspace.drivers.mechtron.ModuleBuilder.I32;
import static io.hyperspace.drivers.mechtron.ModuleBuilder.I64;
import static io.hyperspace.drivers.mechtron.ModuleBuilder.bytes;
import static io.hyperspace.drivers.mechtron.ModuleBuilder.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.typesafe.config.ConfigFactory;
import io.hyperspace.drivers.mechtron.chicory.ChicoryEngine;
import io.hyperspace.drivers.mechtron.engine.GuestEngine;
import io.hyperspace.drivers.mechtron.engine.GuestModule;
import io.hyperspace.provision.Digest;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which modules may become mechtrons, and how often each is compiled. */
final class GuestModulesTest {

    private static final long SEED = Long.getLong("hyperspace.seed", System.nanoTime());
    private static final byte[] PROBE = MemoryWorld.guest("probe");
    private final MemoryWorld world = new MemoryWorld();

    @AfterEach
    void close() {
        world.close();
    }

    /** A module that could be a mechtron. */
    private static ModuleBuilder mechtron() {
        return new ModuleBuilder()
                .type(new int[] {I32}, I32)
                .type(new int[] {I32, I32})
                .type(new int[] {I32, I32}, I32)
                .type(new int[] {I32, I32}, I64)
                .function(NativeAbi.ALLOC, 0, 0, bytes(0x41, signed(1024)))
                .function(NativeAbi.FREE, 1, 0, new byte[0])
                .function(NativeAbi.INIT, 2, 0, bytes(0x41, 0))
                .function(NativeAbi.WAVE, 3, 0, bytes(0x42, 0));
    }

    @Test
    void aModuleThatHasAllIsTaken() {
        assertThatCode(() -> start(mechtron().memory(1).build())).doesNotThrowAnyException();
    }

    @Test
    void textIsNotAModule() {
        byte[] text = "(module (memory 1))".getBytes(StandardCharsets.UTF_8);

        Fault fault = refusal(text);

        assertThat(fault.status()).isEqualTo(400);
        assertThat(fault.code()).isEqualTo("E0501");
        assertThat(fault.message()).contains("'(module (memory '");
        assertThatThrownBy(() -> GuestModules.check(text)).isInstanceOf(HyperspaceException.class);
        assertThatThrownBy(() -> GuestModules.check(new byte[0])).isInstanceOf(HyperspaceException.class);
        assertThatCode(() -> GuestModules.check(PROBE)).doesNotThrowAnyException();
    }

    @Test
    void aModuleThatIsDamagedAnywhereIsRefusedOrTakenButNothingElse() {
        Random random = new Random(SEED);
        for (int i = 0; i < 400; i++) {
            byte[] damaged = i % 4 == 0 ? Arrays.copyOf(PROBE, random.nextInt(PROBE.length)) : PROBE.clone();
            for (int j = random.nextInt(4); j >= 0 && damaged.length > 8; j--) {
                damaged[8 + random.nextInt(Math.min(damaged.length - 8, 2000))] = (byte) random.nextInt();
            }

            Throwable thrown = catchThrowable(() -> GuestModules.check(damaged));

            if (thrown != null) {
                assertThat(thrown).as("seed %d, module %d", SEED, i).isInstanceOf(HyperspaceException.class);
                assertThat(((HyperspaceException) thrown).status()).isEqualTo(400);
            }
        }
    }

    @Test
    void whatAModuleLacksIsNamed() {
        byte[] wasm = new ModuleBuilder()
                .type(new int[] {I32}, I32)
                .function(NativeAbi.ALLOC, 0, 0, bytes(0x41, 0))
                .function(NativeAbi.WAVE, 0, 0, bytes(0x41, 0))
                .build();

        Fault fault = refusal(wasm);

        assertThat(fault.status()).isEqualTo(422);
        assertThat(fault.code()).isEqualTo("E0502");
        assertThat(fault.message())
                .isEqualTo("the module does not export hyperspace_free(i32,i32), hyperspace_init(i32,i32)->i32,"
                        + " hyperspace_wave(i32,i32)->i64, memory");
    }

    @Test
    void whatAModuleWantsInVainIsNamed() {
        byte[] wasm = mechtron()
                .memory(1)
                .importing("wasi_snapshot_preview1", "fd_write", 0)
                .importing("hyperspace", "log", 0)
                .build();

        Fault fault = refusal(wasm);

        assertThat(fault.status()).isEqualTo(422);
        assertThat(fault.code()).isEqualTo("E0503");
        assertThat(fault.message()).endsWith("hyperspace.log(i32)->i32, wasi_snapshot_preview1.fd_write(i32)->i32");
    }

    @Test
    void whatNoLimitWouldBoundIsRefused() {
        byte[] struct = bytes(0x5f, 1, I32, 0);

        assertThat(refusal(mechtron().memory(1).table(10_000_000).build()).code())
                .isEqualTo("E0504");
        assertThat(refusal(mechtron().memory(1).type(struct).build()).code()).isEqualTo("E0504");
        assertThat(refusal(mechtron().memory(1).memory(bytes(0, 1)).build()).status())
                .isIn(400, 422);
        assertThat(refusal(mechtron().memory(bytes(3, 1, 2)).build()).status()).isIn(400, 422);
    }

    @Test
    void aMechtronNeedsADocumentThatIsThere() {
        Map<String, byte[]> state = new HashMap<>();
        ParticleRecord bare = new ParticleRecord(
                Point.parse("localhost:bare"),
                Incarnation.next(),
                Kind.MECHTRON,
                Agent.HYPERUSER,
                Map.of(),
                Status.READY,
                null,
                1);

        assertThat(fault(() -> MemoryWorld.join(world.start(bare, state))).code())
                .isEqualTo("E0513");
        assertThat(fault(() -> world.mechtron("typo", PROBE, "Limmits { +memory=1MiB; }"))
                        .status())
                .isEqualTo(400);
        assertThat(fault(() -> world.mechtron("greedy", PROBE, "Limits { +memory=1GiB; }"))
                        .code())
                .isEqualTo("E0514");
        assertThat(fault(() -> world.mechtron("slow", PROBE, "Limits { +time=10m; }"))
                        .code())
                .isEqualTo("E0514");
    }

    @Test
    void aMechtronThatIsToKeepItsMemoryDoesNotRunAndLoseIt() {
        Fault fault = fault(() -> world.mechtron("kept", PROBE, "State { +durable=true; }"));

        assertThat(fault).isEqualTo(Faults.notYet("'+durable=true'"));
        assertThat(fault.status()).isEqualTo(422);
    }

    @Test
    void oneDigestIsCompiledOnceHoweverManyAsk() {
        AtomicInteger compiled = new AtomicInteger();
        GuestEngine counting = wasm -> {
            compiled.incrementAndGet();
            return ChicoryEngine.interpreting().load(wasm);
        };
        byte[] wasm = mechtron().memory(1).build();
        CompletableFuture<byte[]> bytes = new CompletableFuture<>();
        try (GuestModules modules = new GuestModules(counting, settings())) {
            CompletableFuture<GuestModule> first =
                    modules.get(Digest.of(wasm), () -> bytes).toCompletableFuture();
            CompletableFuture<GuestModule> second =
                    modules.get(Digest.of(wasm), () -> bytes).toCompletableFuture();
            bytes.complete(wasm);

            assertThat(MemoryWorld.join(first)).isSameAs(MemoryWorld.join(second));
            assertThat(compiled).hasValue(1);
        }
    }

    @Test
    void aModuleThatCouldNotBeHadIsAskedForAgain() {
        byte[] wasm = mechtron().memory(1).build();
        try (GuestModules modules = new GuestModules(ChicoryEngine.create(), settings())) {
            assertThatThrownBy(() -> MemoryWorld.join(modules.get(
                            Digest.of(wasm), () -> CompletableFuture.failedFuture(new IllegalStateException("away")))))
                    .hasRootCauseMessage("away");

            GuestModule module =
                    MemoryWorld.join(modules.get(Digest.of(wasm), () -> CompletableFuture.completedFuture(wasm)));

            assertThat(module.size()).isEqualTo(wasm.length);
        }
    }

    @Test
    void moreModulesThanMayWaitToBeCompiledAreRefused() {
        CountDownLatch release = new CountDownLatch(1);
        GuestEngine busy = wasm -> {
            awaitQuietly(release);
            return ChicoryEngine.interpreting().load(wasm);
        };
        GuestSettings one = GuestSettings.of(ConfigFactory.parseString("guest.compile-queue = 1")
                .withFallback(ConfigFactory.load().getConfig("hyperspace")));
        try (GuestModules modules = new GuestModules(busy, one)) {
            CompletableFuture<GuestModule> running = get(modules, 1);
            CompletableFuture<GuestModule> waiting = get(modules, 2);

            Throwable refused = catchThrowable(() -> MemoryWorld.join(get(modules, 3)));

            assertThat(HyperspaceException.faultOf(refused).status()).isEqualTo(429);
            release.countDown();
            assertThat(MemoryWorld.join(running).size()).isPositive();
            assertThat(MemoryWorld.join(waiting).size()).isPositive();
        }
    }

    private static CompletableFuture<GuestModule> get(GuestModules modules, int pages) {
        byte[] wasm = mechtron().memory(pages).build();
        return modules.get(Digest.of(wasm), () -> CompletableFuture.completedFuture(wasm))
                .toCompletableFuture();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static GuestSettings settings() {
        return GuestSettings.of(ConfigFactory.load().getConfig("hyperspace"));
    }

    private Point start(byte[] wasm) {
        return world.mechtron("module", wasm, "");
    }

    private Fault refusal(byte[] wasm) {
        return fault(() -> start(wasm));
    }

    private static Fault fault(ThrowingCallable call) {
        CompletionException thrown = catchThrowableOfType(CompletionException.class, call);
        return HyperspaceException.faultOf(thrown);
    }
}
