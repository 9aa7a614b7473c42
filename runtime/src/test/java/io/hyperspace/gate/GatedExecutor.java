package io.hyperspace.gate;

import com.typesafe.config.Config;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.dispatch.DispatcherPrerequisites;
import org.apache.pekko.dispatch.ExecutorServiceConfigurator;
import org.apache.pekko.dispatch.ExecutorServiceFactory;
import org.apache.pekko.dispatch.ForkJoinExecutorConfigurator;

/** The executor of a dispatcher whose every piece of work passes the gate that the dispatcher's key {@code gate} names. */
public final class GatedExecutor extends ExecutorServiceConfigurator {

    private static final String DISPATCHER =
            "{ executor = \"" + GatedExecutor.class.getName() + "\", gate = \"%1$s\" }\n";

    private final Gate gate;
    private final ForkJoinExecutorConfigurator threads;

    public GatedExecutor(Config config, DispatcherPrerequisites prerequisites) {
        super(config, prerequisites);
        this.gate = Gate.named(config.getString("gate"));
        this.threads = new ForkJoinExecutorConfigurator(config.getConfig("fork-join-executor"), prerequisites);
    }

    /** The configuration that puts an actor system's dispatchers behind a gate. */
    public static String config(String gate) {
        String dispatcher = DISPATCHER.formatted(gate);
        return "pekko.actor.default-dispatcher " + dispatcher
                + "pekko.actor.internal-dispatcher " + dispatcher
                + "pekko.actor.default-blocking-io-dispatcher " + dispatcher
                + "pekko.remote.default-remote-dispatcher " + dispatcher;
    }

    @Override
    public ExecutorServiceFactory createExecutorServiceFactory(String id, ThreadFactory threadFactory) {
        ExecutorServiceFactory factory = threads.createExecutorServiceFactory(id, threadFactory);
        return () -> new Gated(gate, factory.createExecutorService());
    }

    private static final class Gated extends AbstractExecutorService {
        private final Gate gate;
        private final ExecutorService threads;

        Gated(Gate gate, ExecutorService threads) {
            this.gate = gate;
            this.threads = threads;
        }

        @Override
        public void execute(Runnable work) {
            threads.execute(() -> {
                gate.pass();
                work.run();
            });
        }

        @Override
        public void shutdown() {
            threads.shutdown();
        }

        @Override
        public List<Runnable> shutdownNow() {
            return threads.shutdownNow();
        }

        @Override
        public boolean isShutdown() {
            return threads.isShutdown();
        }

        @Override
        public boolean isTerminated() {
            return threads.isTerminated();
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
            return threads.awaitTermination(timeout, unit);
        }
    }
}
