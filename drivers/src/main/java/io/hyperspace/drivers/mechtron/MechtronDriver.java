package io.hyperspace.drivers.mechtron;

import com.typesafe.config.Config;
import io.hyperspace.driver.Driver;
import io.hyperspace.driver.Particle;
import io.hyperspace.driver.ParticleContext;
import io.hyperspace.driver.Services;
import io.hyperspace.drivers.mechtron.chicory.ChicoryEngine;
import io.hyperspace.space.bind.Bind;
import io.hyperspace.space.bind.MethodPattern;
import io.hyperspace.space.bind.Pipeline;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.StarKind;
import java.util.Set;

/** Runs WebAssembly guests as particles. Its threads and compiled modules are shared by all stars of a Machine. */
public final class MechtronDriver implements Driver {

    private static final Bind TO_CORE = Bind.of(Pipeline.CORE, MethodPattern.ANY);

    private final GuestSettings settings;
    private final GuestThreads threads;
    private final GuestModules modules;
    private final MechtronLoader loader;

    private MechtronDriver(GuestSettings settings) {
        this.settings = settings;
        this.threads = new GuestThreads(settings);
        this.modules = new GuestModules(ChicoryEngine.create(), settings);
        this.loader = new MechtronLoader(modules, settings);
    }

    /** A driver that lets go of its threads when the actor system has ended. */
    public static MechtronDriver create(Services services) {
        MechtronDriver driver = create(services.config());
        services.system().getWhenTerminated().whenComplete((done, failure) -> driver.close());
        return driver;
    }

    /**
     * A driver that whoever makes it closes.
     *
     * @param hyperspace the configuration below {@code hyperspace}
     */
    public static MechtronDriver create(Config hyperspace) {
        return new MechtronDriver(GuestSettings.of(hyperspace));
    }

    @Override
    public String name() {
        return "mechtron";
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.MECHTRON);
    }

    @Override
    public StarKind home() {
        return StarKind.MAELSTROM;
    }

    @Override
    public Affinity affinity(Kind kind) {
        return Affinity.LEAST_LOADED;
    }

    @Override
    public Bind defaultBind() {
        return TO_CORE;
    }

    @Override
    public Particle create(ParticleContext context) {
        return new Mechtron(context, loader, threads, settings);
    }

    @Override
    public void close() {
        threads.close();
        modules.close();
    }
}
