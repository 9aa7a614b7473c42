package io.hyperspace.star;

import io.hyperspace.provision.RegistryView;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.point.Point;
import io.hyperspace.traversal.Basis;
import io.hyperspace.traversal.ParticleCommand;
import io.hyperspace.traversal.ParticleCommand.Deliver;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * One particle as its gravity sees it. Belongs to gravity.
 *
 * <p>Invariant: it gives its waves to someone in the order in which they came to gravity. What its actor gave back came
 * before all that wait here, for nothing is sent to the actor from then on until all of these have come back.
 */
final class Held {

    /** How it is with a particle; only an active one is given waves. */
    enum Phase {
        /** Looked for, or starting. */
        STARTING,
        ACTIVE,
        /** Compared with what the Registry has now. */
        CHECKING,
        /** Asked to stop because it is idle. */
        PASSIVATING,
        /** Asked to stop because it is not what the Registry has. */
        REPLACING,
        /** Not to be started until its properties are changed. */
        QUARANTINED
    }

    private final Point point;
    private final Deque<Deliver> bounced = new ArrayDeque<>(0);
    private final Deque<Deliver> waiting = new ArrayDeque<>(2);
    private Phase phase = Phase.STARTING;
    private @Nullable Basis basis;
    private @Nullable ActorRef<ParticleCommand> actor;
    private @Nullable Fault quarantine;
    private long lastUsed;

    Held(Point point) {
        this.point = point;
    }

    Point point() {
        return point;
    }

    Phase phase() {
        return phase;
    }

    void phase(Phase next) {
        phase = next;
    }

    /** What the particle runs on, or would; null before it was found. */
    @Nullable Basis basis() {
        return basis;
    }

    void basis(Basis found) {
        basis = found;
    }

    void activated(ActorRef<ParticleCommand> particle, Basis runsOn, long now) {
        actor = particle;
        basis = runsOn;
        lastUsed = now;
        phase = Phase.ACTIVE;
    }

    void stopped() {
        actor = null;
        phase = Phase.STARTING;
    }

    boolean isRunning() {
        return actor != null;
    }

    void tell(ParticleCommand command) {
        Objects.requireNonNull(actor, "only a running particle is told something")
                .tell(command);
    }

    Fault quarantine() {
        return Objects.requireNonNull(quarantine, "it is in quarantine");
    }

    void quarantine(Fault fault) {
        quarantine = fault;
        phase = Phase.QUARANTINED;
    }

    void touch(long now) {
        lastUsed = now;
    }

    boolean isIdleSince(long then) {
        return lastUsed - then < 0;
    }

    /** Whether what the particle runs on is what the Registry has, as far as this Machine knows without asking. */
    boolean isCurrent(RegistryView view) {
        Basis known = Objects.requireNonNull(basis, "known since it started");
        if (known.isCurrent(view)) {
            return true;
        }
        Basis renewed = known.renewed(view);
        if (renewed != null) {
            basis = renewed;
        }
        return renewed != null;
    }

    /** Whether a record is of another registration than the one that was found, or has other properties. */
    boolean isChanged(ParticleRecord now) {
        return basis != null && !Basis.isSameParticle(basis.record().record(), now);
    }

    /** Keeps a wave for later; false when the limit is reached. */
    boolean buffer(Deliver deliver, int limit) {
        return waiting.size() < limit && waiting.add(deliver);
    }

    /** Keeps a wave that the particle gave back; false when the limit is reached. */
    boolean takeBack(Deliver deliver, int limit) {
        return bounced.size() < limit && bounced.add(deliver);
    }

    boolean hasBounced() {
        return !bounced.isEmpty();
    }

    boolean hasWaiting() {
        return !bounced.isEmpty() || !waiting.isEmpty();
    }

    /** Gives all that waited to someone, in order. What is buffered again meanwhile stays for the next time. */
    void drain(Consumer<Deliver> to) {
        Deque<Deliver> all = new ArrayDeque<>(bounced);
        all.addAll(waiting);
        bounced.clear();
        waiting.clear();
        all.forEach(to);
    }
}
