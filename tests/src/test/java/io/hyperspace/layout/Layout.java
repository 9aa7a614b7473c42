package io.hyperspace.layout;

import io.hyperspace.process.ProcessCluster;
import io.hyperspace.testkit.HyperverseExtension;
import io.hyperspace.testkit.MachinesExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Hyperverse for all tests of a class: started before the first, with what all of them need installed. */
final class Layout implements BeforeAllCallback, AfterAllCallback {

    /** Nobody is lost here, so all that is asked how it is answers, however busy this machine is. */
    static final String PATIENT = "hyperspace.overview.timeout=20s";

    private static final Logger LOG = LoggerFactory.getLogger(Layout.class);

    private final Machines machines;
    private @Nullable Turns turns;

    /** What starts the Machines, opens their doors, and ends them. */
    private interface Machines {
        List<Door> start(ExtensionContext context) throws Exception;

        void end(ExtensionContext context) throws Exception;
    }

    private Layout(Machines machines) {
        this.machines = machines;
    }

    /** One Machine, with its database in its data folder. */
    static Layout of(HyperverseExtension one) {
        return new Layout(new Machines() {
            @Override
            public List<Door> start(ExtensionContext context) throws Exception {
                one.beforeAll(context);
                return List.of(Door.of(one.machine(), one.data()));
            }

            @Override
            public void end(ExtensionContext context) throws Exception {
                one.afterAll(context);
            }
        });
    }

    /** Several Machines in this JVM. */
    static Layout of(MachinesExtension several) {
        return new Layout(new Machines() {
            @Override
            public List<Door> start(ExtensionContext context) throws Exception {
                several.beforeAll(context);
                return IntStream.range(0, several.count())
                        .mapToObj(index -> Door.of(several.machine(index), several.data(index)))
                        .toList();
            }

            @Override
            public void end(ExtensionContext context) throws Exception {
                several.afterAll(context);
            }
        });
    }

    /**
     * Machines in JVMs of their own, on PostgreSQL.
     *
     * @param settings of all Machines, each as {@code key=value}
     */
    static Layout ofProcesses(int count, String... settings) {
        return new Layout(new Machines() {
            private @Nullable ProcessCluster cluster;
            private @Nullable Path folder;

            @Override
            public List<Door> start(ExtensionContext context) throws Exception {
                Path data = Files.createTempDirectory("layout");
                folder = data;
                ProcessCluster started = ProcessCluster.start(count, data, settings);
                cluster = started;
                return started.alive().stream().map(Door::of).toList();
            }

            @Override
            public void end(ExtensionContext context) throws Exception {
                if (cluster != null) {
                    cluster.close();
                }
                if (folder != null) {
                    Guests.remove(folder);
                }
            }
        });
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        long begin = System.nanoTime();
        Turns started = new Turns(machines.start(context));
        LOG.info("{}: Machines started in {}", context.getDisplayName(), since(begin));
        Guests.install(started);
        turns = started;
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin).truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        long begin = System.nanoTime();
        machines.end(context);
        LOG.info("{}: Machines ended in {}", context.getDisplayName(), since(begin));
    }

    /** How the Hyperverse is talked to. */
    Turns turns() {
        return Objects.requireNonNull(turns, "the Machines start before the first test");
    }
}
