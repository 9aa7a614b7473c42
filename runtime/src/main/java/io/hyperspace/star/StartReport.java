package io.hyperspace.star;

import io.hyperspace.lane.GravityCommand;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.traversal.ParticleCommand;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** Tells gravity how the start of a particle ended, once the particle's reference is known. */
final class StartReport {

    private final ActorRef<GravityCommand> gravity;
    private final Incarnation incarnation;
    private final CompletableFuture<ActorRef<ParticleCommand>> reference = new CompletableFuture<>();

    StartReport(ActorRef<GravityCommand> gravity, Incarnation incarnation) {
        this.gravity = gravity;
        this.incarnation = incarnation;
    }

    void of(ActorRef<ParticleCommand> particle) {
        reference.complete(particle);
    }

    void tell(@Nullable Fault fault) {
        reference.thenAccept(particle -> gravity.tell(
                fault == null ? new Gravity.Activated(incarnation, particle) : new Gravity.Failed(incarnation, fault)));
    }
}
