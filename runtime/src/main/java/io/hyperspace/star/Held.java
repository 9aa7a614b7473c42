package io.hyperspace.star;

import io.hyperspace.lane.Mark;
import io.hyperspace.lane.Numbered;
import io.hyperspace.provision.RegistryView;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.point.Point;
import io.hyperspace.traversal.Basis;
import io.hyperspace.traversal.ParticleCommand;
import io.hyperspace.traversal.Recall;
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
        QUARANTINED,
        /** Asked to stop because somebody wants to move it to another star. */
        RELEASING,
        /** Stopped, and not to be started until it is known where it lives. */
        RELEASED,
        /** Asked to stop because its star leaves this Machine. */
        LEAVING
    }

    private final Point point;
    private final Deque<Numbered> bounced = new ArrayDeque<>(0);
    private final Deque<Numbered> waiting = new ArrayDeque<>(2);
    private Phase phase = Phase.STARTING;
    private @Nullable Basis basis;
    private @Nullable ActorRef<ParticleCommand> actor;
    private @Nullable Fault quarantine;
    private @Nullable Release release;
    private @Nullable Recall recall;
    private boolean hasLeft;
    private boolean wasCut;
    private long lastUsed;
    private long given;

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

    /** The registration that runs, or is to; null before it was found. */
    @Nullable Incarnation incarnation() {
        return basis == null ? null : basis.record().record().incarnation();
    }

    void activated(ActorRef<ParticleCommand> particle, Basis runsOn, long now) {
        actor = particle;
        basis = runsOn;
        lastUsed = now;
        phase = Phase.ACTIVE;
    }

    void stopped() {
        actor = null;
        recall = null;
        wasCut = false;
        phase = Phase.STARTING;
    }

    boolean isRunning() {
        return actor != null;
    }

    void tell(ParticleCommand command) {
        Objects.requireNonNull(actor, "only a running particle is told something")
                .tell(command);
    }

    /** Gives it a wave; only a running one is given any. */
    void give(Delivery wave) {
        given++;
        tell(wave);
    }

    /** How many waves it was given. */
    long given() {
        return given;
    }

    Fault quarantine() {
        return Objects.requireNonNull(quarantine, "it is in quarantine");
    }

    void quarantine(Fault fault) {
        quarantine = fault;
        phase = Phase.QUARANTINED;
    }

    /** Who wants to move it; null when nobody does. */
    @Nullable Release release() {
        return release;
    }

    void release(@Nullable Release wanted) {
        release = wanted;
    }

    /** What became of its memory when it started, in words, or that it has left it; null when its kind has none. */
    @Nullable String memory() {
        if (hasLeft) {
            return "left";
        }
        return recall == null ? null : recall.toString();
    }

    /** Whether it has left its memory and not started since. */
    boolean hasLeft() {
        return hasLeft;
    }

    /** It stops, and its memory is on its way. */
    void left() {
        hasLeft = true;
    }

    /** It has started, or it is known what became of the memory that it had. */
    void recall(Recall what) {
        recall = what;
        hasLeft = false;
    }

    /** Whether it has started with no memory from before. */
    boolean isFresh() {
        return recall != null && recall.outcome() == Recall.Outcome.FRESH;
    }

    /** It is ended whatever it does. */
    void cut() {
        wasCut = true;
    }

    /** Why it loses what it had in memory by having stopped; null when there was none, or it has left it. */
    @Nullable String loss(@Nullable String failure) {
        if (actor == null || recall == null || hasLeft) {
            return null;
        }
        if (failure != null) {
            return failure;
        }
        if (wasCut) {
            return "it did not end within star.hand-over";
        }
        return phase == Phase.REPLACING ? "it was changed" : null;
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

    /** Keeps something for later; false when the limit is reached, which holds for waves alone. */
    boolean buffer(Numbered item, int limit) {
        return (waiting.size() < limit || item instanceof Mark) && waiting.add(item);
    }

    /** Keeps a wave that the particle gave back; false when the limit is reached. */
    boolean takeBack(Numbered item, int limit) {
        return bounced.size() < limit && bounced.add(item);
    }

    boolean hasBounced() {
        return !bounced.isEmpty();
    }

    boolean hasWaiting() {
        return !bounced.isEmpty() || !waiting.isEmpty();
    }

    /** Gives all that waited to someone, in order. What is buffered again meanwhile stays for the next time. */
    void drain(Consumer<Numbered> to) {
        Deque<Numbered> all = new ArrayDeque<>(bounced);
        all.addAll(waiting);
        bounced.clear();
        waiting.clear();
        all.forEach(to);
    }
}
