package io.hyperspace.machine;

import com.google.re2j.Pattern;
import io.hyperspace.driver.Driver;
import io.hyperspace.driver.Particle;
import io.hyperspace.driver.ParticleContext;
import io.hyperspace.space.bind.Bind;
import io.hyperspace.space.bind.BindRoute;
import io.hyperspace.space.bind.MethodPattern;
import io.hyperspace.space.bind.Pipeline;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.StarKind;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A driver whose particles do what a test says. */
final class ScriptedDriver implements Driver {

    static final Kind KIND = Kind.of("Scripted");

    private final Function<ParticleContext, Particle> script;
    private final Pipeline pipeline;
    final AtomicInteger started = new AtomicInteger();

    ScriptedDriver(Function<ParticleContext, Particle> script) {
        this(script, Pipeline.CORE);
    }

    ScriptedDriver(Function<ParticleContext, Particle> script, Pipeline pipeline) {
        this.script = script;
        this.pipeline = pipeline;
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
        return new Bind(List.of(new BindRoute(MethodPattern.ANY, Pattern.compile("/(.*)"), pipeline)));
    }

    @Override
    public Particle create(ParticleContext context) {
        started.incrementAndGet();
        return script.apply(context);
    }
}
