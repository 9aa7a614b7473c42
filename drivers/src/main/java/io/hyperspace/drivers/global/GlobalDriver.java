package io.hyperspace.drivers.global;

import io.hyperspace.driver.Particle;
import io.hyperspace.driver.ParticleContext;
import io.hyperspace.driver.Services;
import io.hyperspace.drivers.bundle.BundlePublisher;
import io.hyperspace.drivers.record.RecordDriver;
import io.hyperspace.drivers.record.RecordParticle;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKind;
import io.hyperspace.space.wave.Method;
import java.util.Set;

/** Brings the particles that every Machine knows to life: the executor, which runs command lines, and the registry. */
public final class GlobalDriver extends RecordDriver {

    /** The particle that runs command lines. */
    public static final Point EXECUTOR = Point.parse("GLOBAL::executor");

    /** The particle that stands for the Registry. */
    public static final Point REGISTRY = Point.parse("GLOBAL::registry");

    /** Asks the executor to run a command line; the body is an {@link ExecuteRequest}. */
    public static final Method EXECUTE = Method.cmd("Execute");

    /** Where commands of the control gate come from; no particle is there, so nothing else can send from it. */
    public static final Point CONTROL = Point.parse("<<central:jump[0]>>::control");

    /** Where waves come from that others give to the control gate as they are; no particle is there. */
    public static final Point WAVES = Point.parse("<<central:jump[0]>>::waves");

    private final CommandExecutor executor;

    public GlobalDriver(Services services, BundlePublisher publisher) {
        super("global", StarKind.CENTRAL, Set.of(Kind.GLOBAL), EXECUTE);
        this.executor = CommandExecutor.create(services, publisher);
    }

    /** Each command is checked by what it does, so whoever may do something may say so. */
    @Override
    public boolean admitsByItself(Method method) {
        return method.equals(EXECUTE);
    }

    @Override
    public Particle create(ParticleContext context) {
        return context.point().equals(EXECUTOR)
                ? new ExecutorParticle(executor, new RecordParticle(context))
                : new RecordParticle(context);
    }
}
