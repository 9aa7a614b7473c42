package io.hyperspace.drivers.mechtron;

import static io.hyperspace.drivers.mechtron.ModuleBuilder.I32;
import static io.hyperspace.drivers.mechtron.ModuleBuilder.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hyperspace.driver.Memory;
import io.hyperspace.driver.Particle;
import io.hyperspace.drivers.mechtron.chicory.ChicoryEngine;
import io.hyperspace.drivers.mechtron.engine.GuestEngine;
import io.hyperspace.drivers.mechtron.engine.GuestImage;
import io.hyperspace.drivers.mechtron.engine.GuestInstance;
import io.hyperspace.drivers.mechtron.engine.GuestModule;
import io.hyperspace.drivers.mechtron.engine.GuestTrap;
import io.hyperspace.provision.Digest;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Method;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a mechtron has in memory, out of one instance and into another. */
final class MechtronMemoryTest {

    private static final byte[] PROBE = MemoryWorld.guest("probe");
    private static final long MIB = 1 << 20;
    private static final int PAGE = 65_536;

    private final MemoryWorld world = new MemoryWorld();

    @AfterEach
    void close() {
        world.close();
    }

    private Memory memory(Point point) {
        Particle particle = Objects.requireNonNull(world.particles.get(point));
        return Objects.requireNonNull(particle.memory(), "it has memory");
    }

    private byte[] saved(Point point) {
        return Objects.requireNonNull(MemoryWorld.join(save(point, MIB)), "there is something");
    }

    /** The turn of a wave ends a little later than its reply comes; until then it cannot be saved. */
    private CompletionStage<byte @Nullable []> save(Point point, long limit) {
        return await().until(() -> memory(point).save(limit), saved -> !isRefused(saved));
    }

    private static boolean isRefused(CompletionStage<byte @Nullable []> saved) {
        return MemoryWorld.join(saved.handle((bytes, failure) ->
                failure != null && HyperspaceException.faultOf(failure).status() == 503));
    }

    private long calls(Point point) {
        return world.ask(point, "Ext<Calls>", "").body() instanceof Substance.Int calls ? calls.value() : -1;
    }

    private static Fault fault(CompletionStage<?> stage) {
        try {
            MemoryWorld.join(stage);
        } catch (CompletionException e) {
            return HyperspaceException.faultOf(e);
        }
        throw new AssertionError("it did not fail");
    }

    @Test
    void anotherInstanceGoesOnWhereOneStopped() {
        Point first = world.mechtron("first", PROBE, "");
        for (int i = 1; i <= 5; i++) {
            assertThat(calls(first)).isEqualTo(i);
        }

        Point second = world.mechtron("second", PROBE, "");
        MemoryWorld.join(memory(second).restore(saved(first)));

        assertThat(calls(second)).isEqualTo(6);
        assertThat(world.ask(second, "Ext<Echo>", "x".repeat(70_000)).body())
                .isEqualTo(Substance.text("x".repeat(70_000)));
        assertThat(calls(second)).isEqualTo(8);
    }

    @Test
    void memoryThatNoWaveHasNeededIsCarriedOn() {
        Point first = world.mechtron("first", PROBE, "");
        calls(first);
        byte[] saved = saved(first);
        Point second = world.mechtron("second", PROBE, "");
        MemoryWorld.join(memory(second).restore(saved));

        assertThat(saved(second)).isEqualTo(saved);
    }

    @Test
    void oneThatHasHadNoWaveOrWhoseLastWaveTrappedHasNothingToCarry() {
        Point probe = world.mechtron("probe", PROBE, "");
        assertThat(MemoryWorld.join(save(probe, MIB))).isNull();

        calls(probe);
        assertThat(world.ask(probe, "Ext<PutAndTrap>", "key=lost").status()).isEqualTo(500);

        assertThat(MemoryWorld.join(save(probe, MIB))).isNull();
    }

    @Test
    void aStatelessMechtronHasNone() {
        Point probe = world.mechtron("probe", PROBE, "State { +mode=stateless; }");

        assertThat(Objects.requireNonNull(world.particles.get(probe)).memory()).isNull();
    }

    @Test
    void memoryIsNotSavedWhileAWaveIsInTheMaking() {
        Point probe = world.mechtron("probe", PROBE, "Limits { +time=3s; }");
        CompletionStage<?> looping = world.handle(MemoryWorld.ping(
                probe, Method.parse("Ext<PutAndLoop>"), "/", Substance.text("key=never"), Duration.ofSeconds(20)));

        assertThat(fault(memory(probe).save(MIB)).status()).isEqualTo(503);
        MemoryWorld.join(looping);
    }

    @Test
    void memoryOfAnotherModuleOrThatCannotBeReadIsRefusedAndTheMechtronIsFresh() {
        byte[] other = PROBE.clone();
        Point first = world.mechtron("first", PROBE, "");
        calls(first);
        byte[] saved = saved(first);
        Point second = world.mechtron("second", bytes(other, 0, 2, 1, 'x'), "");

        assertThat(fault(memory(second).restore(saved)).code()).isEqualTo("E0521");
        assertThat(fault(memory(second).restore(new byte[] {1, 2, 3})).code()).isIn("E0521", "E0522");
        assertThat(calls(second)).isEqualTo(1);

        Point third = world.mechtron("third", PROBE, "");
        byte[] torn = java.util.Arrays.copyOf(saved, saved.length / 2);
        assertThat(fault(memory(third).restore(torn)).code()).isEqualTo("E0522");
        assertThat(calls(third)).isEqualTo(1);
    }

    @Test
    void asMuchAsTheLimitIsSavedAndABlockMoreIsNot() {
        Point probe = world.mechtron("probe", PROBE, "");
        calls(probe);
        GuestImage image = ImageFrame.read(Digest.of(PROBE), saved(probe));
        int size = image.blocks().length;
        Point again = world.mechtron("again", PROBE, "");
        calls(again);

        assertThat(fault(save(again, size - 1)).status()).isEqualTo(413);

        Point more = world.mechtron("more", PROBE, "");
        calls(more);
        assertThat(MemoryWorld.join(save(more, size))).isNotNull();
    }

    /** Memory that has grown, a global and a table, compiled and interpreted. */
    @Test
    void allThatAnInstanceHasIsInItsImage() {
        byte[] wasm = module();
        for (GuestEngine engine : List.of(ChicoryEngine.create(), ChicoryEngine.interpreting())) {
            GuestModule module = engine.load(wasm);
            GuestInstance one = module.start(4 * PAGE, List.of());
            assertThat(one.call("grow")).isEqualTo(1);
            one.write(PAGE + 100, new byte[] {1, 2, 3});
            one.call("put", 77);
            one.call("point");
            assertThat(one.call("indirect")).isEqualTo(77);

            GuestInstance other = module.start(4 * PAGE, List.of());
            other.write(50, new byte[] {9});
            other.restore(one.image(MIB));

            assertThat(other.read(PAGE + 100, 3)).containsExactly(1, 2, 3);
            assertThat(other.read(50, 1)).containsExactly(0);
            assertThat(other.call("get")).isEqualTo(77);
            assertThat(other.call("indirect")).isEqualTo(77);
            assertThat(other.call("grow")).isEqualTo(2);
            assertThatThrownBy(() -> module.start(PAGE, List.of()).restore(one.image(MIB)))
                    .isInstanceOf(GuestTrap.class)
                    .asInstanceOf(InstanceOfAssertFactories.THROWABLE)
                    .hasMessageContaining("2 pages");
        }
    }

    private static byte[] module() {
        return new ModuleBuilder()
                .type(new int[0], I32)
                .type(new int[] {I32})
                .type(new int[0])
                .memory(1)
                .global(5)
                .table(2)
                .function("get", 0, 0, bytes(0x23, 0))
                .function("put", 1, 0, bytes(0x20, 0, 0x24, 0))
                .function("grow", 0, 0, bytes(0x41, 1, 0x40, 0))
                .function("point", 2, 0, bytes(0x41, 1, 0xd2, 0, 0x26, 0))
                .function("indirect", 0, 0, bytes(0x41, 1, 0x11, 0, 0))
                .build();
    }
}
