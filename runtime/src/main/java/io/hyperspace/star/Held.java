package io.hyperspace.star;

import io.hyperspace.lane.Carry;
import io.hyperspace.provision.RegistryView;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.point.Point;
import io.hyperspace.traversal.ParticleCommand;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * One particle as its gravity sees it: not started yet, starting, active, stopping, or in quarantine. Belongs to gravity.
 */
final class Held {

    private final Point point;
    private @Nullable ParticleRecord record;
    private @Nullable ActorRef<ParticleCommand> actor;
    private @Nullable Fault quarantine;
    private @Nullable Deque<Carry> waiting;
    private boolean stopping;
    private long lastUsed;

    Held(Point point) {
        this.point = point;
    }

    Point point() {
        return point;
    }

    /** The reference of a particle that takes waves now, else null. */
    @Nullable ActorRef<ParticleCommand> actor() {
        return stopping ? null : actor;
    }

    void record(ParticleRecord started) {
        record = started;
    }

    void activated(ActorRef<ParticleCommand> particle, long now) {
        actor = particle;
        lastUsed = now;
        stopping = false;
    }

    void stopped() {
        actor = null;
        stopping = false;
    }

    /** Asks a running particle to stop; waves are kept until it has answered. */
    void askToStop(ParticleCommand.Passivate passivate) {
        stopping = true;
        if (actor != null) {
            actor.tell(passivate);
        }
    }

    /** Sets whether the particle was asked to stop; true when that is news. */
    boolean stopping(boolean asked) {
        boolean news = stopping != asked;
        stopping = asked;
        return news;
    }

    @Nullable Fault quarantine() {
        return quarantine;
    }

    void quarantine(@Nullable Fault fault) {
        quarantine = fault;
    }

    void touch(long now) {
        lastUsed = now;
    }

    boolean isIdleSince(long then) {
        return lastUsed - then < 0;
    }

    /** Whether the particle runs with the properties that this Machine's view has. */
    boolean isCurrent(RegistryView view) {
        return !changedSince(view);
    }

    /** Whether the particle's properties were changed, or the particle replaced, since it was started. */
    boolean changedSince(RegistryView view) {
        ParticleRecord now = view.cached(point);
        ParticleRecord then = record;
        if (now == null || then == null || now.revision() == then.revision()) {
            return false;
        }
        boolean same =
                now.incarnation().equals(then.incarnation()) && now.properties().equals(then.properties());
        if (same) {
            record = now;
        }
        return !same;
    }

    /** Keeps a wave for later; false when the limit is reached. */
    boolean buffer(Carry carry, int limit) {
        if (waiting == null) {
            waiting = new ArrayDeque<>(2);
        }
        if (waiting.size() >= limit) {
            return false;
        }
        waiting.add(carry);
        return true;
    }

    boolean hasWaiting() {
        return waiting != null && !waiting.isEmpty();
    }

    /** Gives all that waited to someone, in order. What is buffered again meanwhile stays for the next time. */
    void drain(Consumer<Carry> to) {
        Deque<Carry> all = waiting;
        waiting = null;
        if (all != null) {
            all.forEach(to);
        }
    }
}
