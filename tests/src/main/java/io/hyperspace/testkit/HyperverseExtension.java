package io.hyperspace.testkit;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.hyperspace.Hyperspace;
import io.hyperspace.driver.Driver;
import io.hyperspace.driver.Services;
import io.hyperspace.space.point.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Runs a Machine for the tests of a class, on free ports and with an empty data folder that is removed afterwards.
 * Register it in a static field:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final HyperverseExtension hyperverse = HyperverseExtension.create();
 * }</pre>
 */
public final class HyperverseExtension implements BeforeAllCallback, AfterAllCallback {

    private final List<Function<Services, Driver>> drivers = new ArrayList<>();
    private final ProbeDriver probes = new ProbeDriver();
    private Config config = ConfigFactory.empty();
    private @Nullable Path data;
    private @Nullable Hyperspace machine;
    private @Nullable Services services;

    private HyperverseExtension() {}

    public static HyperverseExtension create() {
        return new HyperverseExtension();
    }

    /** Several Machines instead of one, over a database that they share. */
    public static MachinesExtension machines(int count) {
        return MachinesExtension.of(count);
    }

    /** Adds a driver of one's own; before the Machine starts. */
    public HyperverseExtension driver(Function<Services, Driver> driver) {
        drivers.add(driver);
        return this;
    }

    /** Sets configuration, as text; before the Machine starts. */
    public HyperverseExtension config(String hocon) {
        config = ConfigFactory.parseString(hocon).withFallback(config);
        return this;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        data = Files.createTempDirectory("hyperverse");
        machine = start();
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        machine().close();
        Folders.remove(data());
    }

    /** The Machine that runs. */
    public Hyperspace machine() {
        return Objects.requireNonNull(machine, "the Machine starts before the first test");
    }

    /** What the Machine offers to drivers and gates. */
    public Services services() {
        return Objects.requireNonNull(services, "the Machine starts before the first test");
    }

    /** The Machine's data folder. */
    public Path data() {
        return Objects.requireNonNull(data, "the Machine starts before the first test");
    }

    /** Stops the Machine in order and starts it again on the same data. */
    public Hyperspace restart() {
        machine().close();
        Hyperspace again = start();
        machine = again;
        return again;
    }

    /**
     * Creates a particle whose core is the test.
     *
     * @param point its point; the parent must be there
     */
    public ParticleProbe probe(String point) {
        ParticleProbe probe = new ParticleProbe(Point.parse(point), services().system());
        probes.add(probe.point(), probe);
        machine().command("create? " + point + "<" + ProbeDriver.KIND + ">").orThrow();
        return probe;
    }

    private Hyperspace start() {
        Hyperspace.Builder builder = Hyperspace.builder()
                .name("test")
                .data(data())
                .httpPort(0)
                .controlPort(0)
                .config(config)
                .driver(offered -> {
                    services = offered;
                    return probes;
                });
        drivers.forEach(builder::driver);
        return builder.start();
    }
}
