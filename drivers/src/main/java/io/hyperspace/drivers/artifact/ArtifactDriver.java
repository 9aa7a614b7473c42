package io.hyperspace.drivers.artifact;

import io.hyperspace.driver.Particle;
import io.hyperspace.driver.ParticleContext;
import io.hyperspace.drivers.record.RecordDriver;
import io.hyperspace.drivers.record.RecordParticle;
import io.hyperspace.space.point.StarKind;
import io.hyperspace.space.wave.Method;

/** Brings the artifacts of bundles to life: files that answer their bytes, directories that answer their record. */
public final class ArtifactDriver extends RecordDriver {

    public ArtifactDriver() {
        super("artifact", StarKind.SCRIBE, ArtifactKinds.ALL, Method.HTTP_GET, ArtifactParticle.HEAD);
    }

    @Override
    public Particle create(ParticleContext context) {
        return context.record().kind().equals(ArtifactKinds.DIR)
                ? new RecordParticle(context)
                : new ArtifactParticle(context);
    }
}
