package io.hyperspace.machine;

import io.hyperspace.driver.Driver;
import io.hyperspace.driver.Particle;
import io.hyperspace.driver.ParticleContext;
import io.hyperspace.space.bind.Bind;
import io.hyperspace.space.bind.MethodPattern;
import io.hyperspace.space.bind.Pipeline;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.StarKind;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A driver whose particles do what a test says. */
final class ScriptedDriver implements Driver {

    static final Kind KIND = Kind.of("Scripted");

    private final Function<ParticleContext, Particle> script;
    private final Bind bind;
    final AtomicInteger started = new AtomicInteger();

    ScriptedDriver(Function<ParticleContext, Particle> script) {
        this(script, Bind.of(Pipeline.CORE, MethodPattern.ANY));
    }

    ScriptedDriver(Function<ParticleContext, Particle> script, Bind bind) {
        this.script = script;
        this.bind = bind;
    }

    @Override
    public String name() {
        return "scripted";
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(KIND);
    }

    @Override
    public StarKind home() {
        return StarKind.MAELSTROM;
    }

    @Override
    public Bind defaultBind() {
        return bind;
    }

    @Override
    public Particle create(ParticleContext context) {
        started.incrementAndGet();
        return script.apply(context);
    }
}
