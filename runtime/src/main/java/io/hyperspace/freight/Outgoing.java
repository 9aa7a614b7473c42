package io.hyperspace.freight;

import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.pekko.actor.typed.ActorRef;

/** A message that leaves in parts. Belongs to {@link Parcels}. */
final class Outgoing {

    private final Haul haul;
    private final long number;
    private final Slices slices;
    private final int part;
    private final ActorRef<Parcels.Command> there;
    private int sent;
    private int acknowledged;
    private long lastMoved;
    private long lastSent;

    Outgoing(Haul haul, long number, int part, ActorRef<Parcels.Command> there, long now) {
        this.haul = haul;
        this.number = number;
        this.part = part;
        this.slices = new Slices(haul.bytes(), part);
        this.there = there;
        this.lastMoved = now;
    }

    Haul haul() {
        return haul;
    }

    /** Sends on, as far as the window goes. */
    void send(ActorRef<Parcels.Command> self, int window, long now) {
        for (; sent < slices.count() && sent < acknowledged + window; sent++) {
            there.tell(new Parcel(self, number, haul.to(), haul.serializer(), haul.manifest(), slices.get(sent)));
        }
        lastSent = now;
    }

    /** Hears how much has come; true when all has. */
    boolean got(int bytes, long now) {
        int parts = bytes == slices.size() ? slices.count() : bytes / part;
        if (parts > acknowledged || (parts == 0 && acknowledged > 0)) {
            acknowledged = parts;
            sent = Math.max(parts, parts == 0 ? 0 : sent);
            lastMoved = now;
        }
        return acknowledged == slices.count();
    }

    /** Whether nothing was heard for so long after something was sent. */
    boolean isSilent(long now, long nanos) {
        return now - Math.max(lastMoved, lastSent) > nanos;
    }

    boolean isStuck(long now, long nanos) {
        return now - lastMoved > nanos;
    }

    /** Sends again what is not acknowledged. */
    void sendAgain(ActorRef<Parcels.Command> self, int window, long now) {
        sent = acknowledged;
        send(self, window, now);
    }

    /** Those to one Machine that wait for their turn, and how many have it. */
    static final class Line {
        final Deque<Haul> waiting = new ArrayDeque<>(2);
        int open;
    }
}
