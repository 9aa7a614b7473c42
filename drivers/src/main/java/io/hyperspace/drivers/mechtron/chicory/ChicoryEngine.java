package io.hyperspace.drivers.mechtron.chicory;

import com.dylibso.chicory.compiler.InterpreterFallback;
import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import io.hyperspace.drivers.mechtron.engine.GuestEngine;
import io.hyperspace.drivers.mechtron.engine.GuestModule;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.HyperspaceException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compiles guests to Java bytecode; interprets those that cannot be compiled, or all where compiling is not safe. */
public final class ChicoryEngine implements GuestEngine {

    private static final Logger LOG = LoggerFactory.getLogger(ChicoryEngine.class);
    private static final int SHOWN = 16;

    private final boolean compiling;

    private ChicoryEngine(boolean compiling) {
        this.compiling = compiling;
    }

    /** An engine that compiles where this JVM does so rightly. */
    public static ChicoryEngine create() {
        return new ChicoryEngine(MiscompileCure.isSafeToCompile());
    }

    /** An engine that only interprets. */
    public static ChicoryEngine interpreting() {
        return new ChicoryEngine(false);
    }

    /**
     * Checks that bytes are a WebAssembly module, without getting it ready to run.
     *
     * @throws HyperspaceException 400 when they are not
     */
    public static void check(byte[] wasm) {
        parse(wasm);
    }

    @Override
    public GuestModule load(byte[] wasm) {
        WasmModule module = parse(wasm);
        Restrictions.check(module);
        return new ChicoryModule(module, wasm.length, compiling ? compile(module) : null);
    }

    private static WasmModule parse(byte[] wasm) {
        if (wasm.length < 8 || wasm[0] != 0 || wasm[1] != 'a' || wasm[2] != 's' || wasm[3] != 'm') {
            throw notWasm("it starts with " + opening(wasm) + " instead of \\0asm", null);
        }
        try {
            return Parser.parse(wasm);
        } catch (ChicoryException e) {
            throw notWasm(String.valueOf(e.getMessage()), e);
        } catch (RuntimeException | AssertionError | StackOverflowError | OutOfMemoryError e) {
            throw notWasm("it cannot be read (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    private static HyperspaceException notWasm(String why, @Nullable Throwable cause) {
        Fault fault = Fault.of(
                400,
                "E0501",
                "this is not a WebAssembly module: " + why,
                "compile it to a binary module (.wasm); text (.wat) has to be assembled first");
        return new HyperspaceException(fault, cause);
    }

    private static String opening(byte[] bytes) {
        if (bytes.length == 0) {
            return "nothing";
        }
        StringBuilder text = new StringBuilder("'");
        for (int i = 0; i < Math.min(bytes.length, SHOWN); i++) {
            text.append(bytes[i] >= ' ' && bytes[i] < 127 ? (char) bytes[i] : '?');
        }
        return text.append('\'').toString();
    }

    private static @Nullable Function<Instance, Machine> compile(WasmModule module) {
        try {
            return MachineFactoryCompiler.builder(module)
                    .withInterpreterFallback(InterpreterFallback.SILENT)
                    .compile();
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            LOG.warn("a module of {} functions cannot be compiled and is interpreted", functions(module), e);
            return null;
        }
    }

    private static int functions(WasmModule module) {
        return module.functionSection().functionCount();
    }
}
