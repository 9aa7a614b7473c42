package io.hyperspace.drivers.mechtron.chicory;

import com.dylibso.chicory.runtime.ChicoryInterruptedException;
import com.dylibso.chicory.runtime.ExportFunction;
import com.dylibso.chicory.runtime.ImportFunction;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.ValType;
import io.hyperspace.drivers.mechtron.engine.GuestImage;
import io.hyperspace.drivers.mechtron.engine.GuestInstance;
import io.hyperspace.drivers.mechtron.engine.GuestTrap;
import io.hyperspace.drivers.mechtron.engine.HostFunction;
import io.hyperspace.drivers.mechtron.engine.Signature;
import io.hyperspace.space.error.HyperspaceException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One instance; turns all that can go wrong inside it into {@link GuestTrap}s. */
final class ChicoryInstance implements GuestInstance {

    private static final long PAGE = 65_536;
    private static final long UNSIGNED = 0xffff_ffffL;

    private final Map<String, Export> exports = new HashMap<>();
    private @Nullable Instance instance;

    void build(Instance.Builder builder) {
        instance = guarded(builder::build);
    }

    ImportFunction imported(HostFunction function) {
        FunctionType type = FunctionType.of(
                function.signature().parameters().stream()
                        .map(ChicoryInstance::type)
                        .toList(),
                function.signature().result() == null
                        ? List.of()
                        : List.of(type(function.signature().result())));
        boolean gives = function.signature().result() != null;
        return new com.dylibso.chicory.runtime.HostFunction(
                function.module(), function.name(), type, (caller, arguments) -> {
                    instance = caller;
                    long result = function.body().call(this, arguments);
                    return gives ? new long[] {result} : null;
                });
    }

    private static ValType type(Signature.Value value) {
        return switch (value) {
            case I32 -> ValType.I32;
            case I64 -> ValType.I64;
            case F32 -> ValType.F32;
            case F64 -> ValType.F64;
            case OTHER -> throw new IllegalArgumentException("no host function uses such a value");
        };
    }

    @Override
    public long call(String function, long... arguments) {
        return guarded(() -> {
            Export export = exports.computeIfAbsent(function, this::export);
            long[] results = export.function().apply(arguments);
            if (results == null || results.length == 0) {
                return 0L;
            }
            return export.gives32Bits() ? (long) (int) results[0] : results[0];
        });
    }

    /** An export to call; the engine leaves the upper half of a 32-bit result to chance. */
    private record Export(ExportFunction function, boolean gives32Bits) {}

    private Export export(String name) {
        List<ValType> results = running().exportType(name).returns();
        return new Export(
                running().export(name), results.size() == 1 && results.get(0).equals(ValType.I32));
    }

    private static <T> T guarded(Supplier<T> action) {
        try {
            return action.get();
        } catch (GuestTrap | HyperspaceException e) {
            throw e;
        } catch (ChicoryInterruptedException e) {
            throw GuestTrap.stopped();
        } catch (StackOverflowError e) {
            throw nestsTooDeeply();
        } catch (OutOfMemoryError e) {
            throw GuestTrap.trap("the Machine has no memory left for it");
        } catch (RuntimeException e) {
            throw trapOf(e);
        }
    }

    /** The engine wraps some of what host functions and the Java stack throw, so the causes are looked through. */
    private static GuestTrap trapOf(RuntimeException failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 16; depth++, cause = cause.getCause()) {
            if (cause instanceof GuestTrap trap) {
                return trap;
            }
            if (cause instanceof StackOverflowError) {
                return nestsTooDeeply();
            }
        }
        String message = failure.getMessage();
        return GuestTrap.trap(
                message == null || message.isBlank() ? failure.getClass().getSimpleName() : message);
    }

    private static GuestTrap nestsTooDeeply() {
        return GuestTrap.trap("its calls nest too deeply");
    }

    @Override
    public byte[] read(int pointer, int length) {
        return memory(pointer, length & UNSIGNED, "reads").readBytes(pointer, length);
    }

    @Override
    public void write(int pointer, byte[] bytes) {
        memory(pointer, bytes.length, "writes").write(pointer, bytes);
    }

    @Override
    public GuestImage image(long limit) {
        return guarded(() -> ChicoryImage.of(running(), limit));
    }

    @Override
    public void restore(GuestImage image) {
        guarded(() -> {
            ChicoryImage.into(running(), image);
            return image;
        });
    }

    /** The memory, once it is sure that a range lies inside. */
    private Memory memory(int pointer, long length, String does) {
        Memory memory = running().memory();
        long start = pointer & UNSIGNED;
        if (memory == null || start + length > memory.pages() * PAGE) {
            throw GuestTrap.trap("the host " + does + " " + length + " bytes at " + start
                    + ", which is outside of the guest's memory");
        }
        return memory;
    }

    private Instance running() {
        if (instance == null) {
            throw GuestTrap.trap("the instance is not there yet");
        }
        return instance;
    }
}
