package io.hyperspace.drivers.record;

import io.hyperspace.driver.Driver;
import io.hyperspace.driver.Particle;
import io.hyperspace.driver.ParticleContext;
import io.hyperspace.space.bind.Bind;
import io.hyperspace.space.bind.MethodPattern;
import io.hyperspace.space.bind.Pipeline;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.StarKind;
import io.hyperspace.space.wave.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A driver of particles that are their record and nothing more. Without a bind of its own such a particle takes
 * {@code Cmd<Read>} alone.
 */
public abstract class RecordDriver implements Driver {

    private final String name;
    private final Set<Kind> kinds;
    private final StarKind home;
    private final Bind defaultBind;

    /** @param methods what reaches the core when a particle has no bind of its own, besides {@code Cmd<Read>} */
    protected RecordDriver(String name, StarKind home, Set<Kind> kinds, Method... methods) {
        this.name = name;
        this.kinds = Set.copyOf(kinds);
        this.home = home;
        this.defaultBind = Bind.of(
                Pipeline.CORE,
                Stream.concat(Stream.of(Method.READ), Arrays.stream(methods))
                        .map(MethodPattern::of)
                        .toArray(MethodPattern[]::new));
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Set<Kind> kinds() {
        return kinds;
    }

    @Override
    public final StarKind home() {
        return home;
    }

    @Override
    public final Bind defaultBind() {
        return defaultBind;
    }

    @Override
    public Particle create(ParticleContext context) {
        return new RecordParticle(context);
    }
}
