package io.hyperspace.drivers.mechtron;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.hyperspace.drivers.mechtron.chicory.ChicoryEngine;
import io.hyperspace.drivers.mechtron.engine.GuestEngine;
import io.hyperspace.drivers.mechtron.engine.GuestModule;
import io.hyperspace.provision.Digest;
import io.hyperspace.space.error.Faults;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The modules of a Machine, each compiled once for its digest however many ask for it at the same time, and kept while
 * there is room.
 */
public final class GuestModules implements AutoCloseable {

    private final GuestEngine engine;
    private final int moduleLimit;
    private final ExecutorService compiler;
    private final AsyncCache<Digest, Loaded> modules;

    GuestModules(GuestEngine engine, GuestSettings settings) {
        this.engine = engine;
        this.moduleLimit = settings.moduleLimit();
        this.compiler = compiler(settings.compileThreads(), settings.compileQueue());
        this.modules = Caffeine.newBuilder()
                .maximumWeight(settings.cache())
                .weigher((Digest digest, Loaded loaded) -> loaded.weight())
                .executor(Runnable::run)
                .buildAsync();
    }

    /**
     * Checks bytes that shall become an artifact.
     *
     * @throws io.hyperspace.space.error.HyperspaceException 400 when they are not a WebAssembly module
     */
    public static void check(byte[] wasm) {
        ChicoryEngine.check(wasm);
    }

    /** Few modules are compiled at the same time, for guests that run need the cores too; others wait, or are refused. */
    private static ExecutorService compiler(int threads, int queue) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                threads,
                threads,
                10,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(queue),
                GuestModules::thread,
                (task, full) -> {
                    throw Faults.tooMany("the queue of modules to compile", queue)
                            .toException();
                });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "hyperspace-guest-compiler");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * The module of a digest.
     *
     * @param bytes asked for when the module is not there yet
     */
    CompletionStage<GuestModule> get(Digest digest, Supplier<CompletionStage<byte[]>> bytes) {
        return modules.get(digest, (key, executor) -> bytes.get()
                        .thenApplyAsync(this::load, compiler)
                        .handle(Loaded::new)
                        .toCompletableFuture())
                .thenApply(loaded -> taken(digest, loaded));
    }

    private GuestModule taken(Digest digest, Loaded loaded) {
        GuestModule module = loaded.module();
        if (module == null) {
            modules.synchronous().invalidate(digest);
            throw new CompletionException(loaded.failure());
        }
        return module;
    }

    /** How loading went; failures are not kept. A failed future in the cache would be logged by the cache. */
    private record Loaded(
            @Nullable GuestModule module, @Nullable Throwable failure) {
        int weight() {
            return module == null ? 0 : module.size();
        }
    }

    private GuestModule load(byte[] wasm) {
        if (wasm.length > moduleLimit) {
            throw Faults.tooLarge("a module", moduleLimit).toException();
        }
        GuestModule module = engine.load(wasm);
        NativeAbi.check(module);
        return module;
    }

    @Override
    public void close() {
        compiler.shutdownNow();
    }
}
