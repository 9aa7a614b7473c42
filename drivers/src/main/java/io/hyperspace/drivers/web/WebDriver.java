package io.hyperspace.drivers.web;

import io.hyperspace.driver.Particle;
import io.hyperspace.driver.ParticleContext;
import io.hyperspace.drivers.record.RecordDriver;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.StarKind;
import java.util.Set;

/** Brings particles to life that tell of the web ingresses of the Machine that they are on. */
public final class WebDriver extends RecordDriver {

    public WebDriver() {
        super("web", StarKind.JUMP, Set.of(Kind.WEB));
    }

    @Override
    public Particle create(ParticleContext context) {
        return new WebParticle(context);
    }
}
