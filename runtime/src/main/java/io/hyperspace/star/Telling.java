package io.hyperspace.star;

import io.hyperspace.lane.GravityCommand;
import io.hyperspace.provision.Memories;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.traversal.Basis;
import io.hyperspace.traversal.ParticleCommand;
import io.hyperspace.traversal.ParticleListener;
import io.hyperspace.traversal.Recall;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * Tells gravity, and its driver's actor, how a particle is, of one start of it.
 *
 * <p>Invariant: memory counts as the particle's when it takes waves and not before. What a start has taken that comes to
 * nothing, also when it is over already, is lost, and gravity hears that.
 */
final class Telling implements ParticleListener {

    private final Incarnation incarnation;
    private final ActorRef<GravityCommand> gravity;
    private final Luggage luggage;
    private final ActorRef<DriverActor.Command> driver;
    private @Nullable Recall found;
    private boolean hasFailed;

    Telling(
            Incarnation incarnation,
            ActorRef<GravityCommand> gravity,
            Luggage luggage,
            ActorRef<DriverActor.Command> driver) {
        this.incarnation = incarnation;
        this.gravity = gravity;
        this.luggage = luggage;
        this.driver = driver;
    }

    @Override
    public CompletionStage<Optional<Memories.Left>> take(ParticleRecord record) {
        return luggage.take(record);
    }

    @Override
    public synchronized void remembers(Recall memory) {
        found = memory;
        if (hasFailed) {
            tellOfLoss();
        }
    }

    @Override
    public void leaves(Memories.Left left) {
        gravity.tell(new ParticleNews.Leaves(incarnation, left));
    }

    @Override
    public synchronized void started(ActorRef<ParticleCommand> particle, Basis basis) {
        if (found != null) {
            gravity.tell(new ParticleNews.Remembers(incarnation, found));
            found = null;
        }
        gravity.tell(new ParticleNews.Activated(incarnation, particle, basis));
    }

    @Override
    public synchronized void failed(Fault fault) {
        hasFailed = true;
        tellOfLoss();
        gravity.tell(new ParticleNews.Failed(incarnation, fault));
    }

    private void tellOfLoss() {
        if (found != null && found.outcome() != Recall.Outcome.FRESH) {
            String why = found.why() == null ? "the start that took it failed" : found.why();
            gravity.tell(new ParticleNews.Lost(incarnation, why));
        }
    }

    @Override
    public void bounced(ParticleCommand.Deliver deliver) {
        Delivery delivery = (Delivery) deliver;
        delivery.bounced();
        gravity.tell(new ParticleNews.Bounced(incarnation, delivery.carry()));
    }

    @Override
    public void failing() {
        gravity.tell(new ParticleNews.Failing(incarnation));
    }

    @Override
    public void crashed(RuntimeException reason) {
        driver.tell(new DriverActor.Crashed(incarnation, reason));
    }

    @Override
    public void renewed() {
        gravity.tell(new ParticleNews.Renewed(incarnation));
    }
}
