package io.hyperspace.drivers.mechtron;

import io.hyperspace.drivers.mechtron.engine.GuestImage;
import io.hyperspace.drivers.mechtron.engine.GuestInstance;
import io.hyperspace.drivers.mechtron.engine.GuestModule;
import io.hyperspace.drivers.mechtron.engine.GuestTrap;
import io.hyperspace.drivers.mechtron.engine.HostFunction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One instance that speaks the native ABI. Whoever receives a buffer frees it: the guest frees what it is passed or
 * given back, the host frees what the guest returns. A buffer is {@code pointer << 32 | length}; 0 is none.
 */
final class NativeGuest {

    private static final int PROBED_FRAMES = 512;

    private final GuestSettings settings;
    private final GuestInstance instance;
    private HostCalls host;

    /**
     * Starts an instance, running its start function.
     *
     * @param host answers what the guest asks until {@link #serve} names another
     */
    NativeGuest(GuestModule module, long memoryLimit, GuestSettings settings, HostCalls host) {
        this.settings = settings;
        this.host = host;
        this.instance = module.start(memoryLimit, functions());
    }

    /** Names who answers from now on. */
    void serve(HostCalls calls) {
        this.host = calls;
    }

    /** See {@link GuestInstance#image}. */
    GuestImage image(long limit) {
        return instance.image(limit);
    }

    /** Goes on where another guest of the same module stopped, in place of {@link #init}. */
    void restore(GuestImage image) {
        instance.restore(image);
    }

    /** @return 0, or the code of a refusal */
    long init(byte[] frame) {
        int pointer = pass(instance, frame);
        return instance.call(NativeAbi.INIT, pointer, frame.length);
    }

    /**
     * Hands a directed frame in.
     *
     * @return the reflected frame; null when the guest absorbed the wave
     */
    byte @Nullable [] wave(byte[] frame, String point) {
        int pointer = pass(instance, frame);
        long result = instance.call(NativeAbi.WAVE, pointer, frame.length);
        if (result == 0) {
            return null;
        }
        int answer = (int) (result >>> 32);
        int length = (int) result;
        long size = Integer.toUnsignedLong(length);
        if (size > settings.outputLimit()) {
            throw GuestTrap.refused(MechtronFaults.answerTooLarge(point, size, settings.outputLimit()));
        }
        byte[] bytes = instance.read(answer, length);
        instance.call(NativeAbi.FREE, answer, length);
        return bytes;
    }

    private List<HostFunction> functions() {
        return List.of(
                hosted("wave", (guest, in) -> {
                    byte[] frame = taken(guest, "wave", in[0], in[1], settings.frameLimit());
                    return given(guest, host.wave(frame));
                }),
                hosted("log", (guest, in) -> {
                    long shown = Math.min(in[2] & 0xffff_ffffL, settings.logLineLength());
                    host.log((int) in[0], text(taken(guest, "log", in[1], shown, settings.logLineLength())));
                    return 0;
                }),
                hosted("now", (guest, in) -> host.now()),
                hosted("random", (guest, in) -> {
                    guest.write((int) in[0], host.random(length("random", in[1], settings.randomLimit())));
                    return 0;
                }),
                hosted("config", (guest, in) -> given(guest, host.config(key(guest, "config", in)))),
                hosted("state_get", (guest, in) -> given(guest, host.stateGet(key(guest, "state_get", in)))),
                hosted("state_put", (guest, in) -> {
                    String key = key(guest, "state_put", in);
                    host.statePut(key, taken(guest, "state_put", in[2], in[3], WaveRun.MAX_VALUE));
                    return 0;
                }),
                new HostFunction("env", "abort", NativeAbi.imported("env.abort"), (guest, in) -> {
                    throw GuestTrap.trap("it aborted at line " + (int) in[2] + ", column " + (int) in[3]);
                }));
    }

    private static HostFunction hosted(String name, HostFunction.Body body) {
        return new HostFunction(NativeAbi.HOST, name, NativeAbi.imported(NativeAbi.HOST + "." + name), (guest, in) -> {
            StackProbe.reserve(PROBED_FRAMES);
            return body.call(guest, in);
        });
    }

    private static String key(GuestInstance guest, String function, long[] in) {
        return text(taken(guest, function, in[0], in[1], WaveRun.MAX_KEY));
    }

    private static byte[] taken(GuestInstance guest, String function, long pointer, long length, long limit) {
        return guest.read((int) pointer, length(function, length, limit));
    }

    private static int length(String function, long length, long limit) {
        long size = length & 0xffff_ffffL;
        if (size > limit) {
            throw GuestTrap.refused(MechtronFaults.callTooLarge(function, size, limit));
        }
        return (int) size;
    }

    private static long given(GuestInstance guest, byte @Nullable [] bytes) {
        return bytes == null ? 0 : (long) pass(guest, bytes) << 32 | bytes.length;
    }

    /** Puts bytes into a buffer that the guest allocates and will free. */
    private static int pass(GuestInstance guest, byte[] bytes) {
        int pointer = (int) guest.call(NativeAbi.ALLOC, bytes.length);
        if (pointer == 0 && bytes.length > 0) {
            throw GuestTrap.trap("hyperspace_alloc gave nothing for " + bytes.length + " bytes");
        }
        guest.write(pointer, bytes);
        return pointer;
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
