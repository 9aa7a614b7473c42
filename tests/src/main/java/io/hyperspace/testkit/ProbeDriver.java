package io.hyperspace.testkit;

import io.hyperspace.driver.Driver;
import io.hyperspace.driver.Particle;
import io.hyperspace.driver.ParticleContext;
import io.hyperspace.driver.Reply;
import io.hyperspace.space.bind.Bind;
import io.hyperspace.space.bind.MethodPattern;
import io.hyperspace.space.bind.Pipeline;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKind;
import io.hyperspace.space.wave.Directed;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** Brings probe particles to life: every wave such a particle gets goes to the test that made its probe. */
final class ProbeDriver implements Driver {

    static final Kind KIND = Kind.of("Probe");

    private final Map<Point, ParticleProbe> probes = new ConcurrentHashMap<>();

    void add(Point point, ParticleProbe probe) {
        probes.put(point, probe);
    }

    @Override
    public String name() {
        return "probe";
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
        return Bind.of(Pipeline.CORE, MethodPattern.ANY);
    }

    @Override
    public Particle create(ParticleContext context) {
        return new ProbeParticle(context.point());
    }

    private final class ProbeParticle implements Particle {
        private final Point point;

        ProbeParticle(Point point) {
            this.point = point;
        }

        @Override
        public CompletionStage<Reply> handle(Directed wave) {
            ParticleProbe probe = probes.get(point);
            return probe == null
                    ? CompletableFuture.completedFuture(Reply.of(Faults.notReady("the probe '" + point + "'")))
                    : probe.receive(wave);
        }
    }
}
