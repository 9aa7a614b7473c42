package io.hyperspace.freight;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.apache.pekko.actor.NoSerializationVerificationNeeded;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;

/**
 * Takes large messages that are no waves on a lane to actors of other Machines, in parts, from one such actor to another: each
 * Machine has one under the same path.
 *
 * <p>Invariants: of one message at most {@code window} parts are under way, of messages to one Machine {@code at-once}; what
 * is not acknowledged is sent again, and what gets nowhere for {@code give-up} is dropped, here and there. A message arrives
 * once or not at all, but for one that was under way while a thousand others arrived. Messages do not keep their order.
 */
public final class Parcels extends AbstractBehavior<Parcels.Command> {

    /** What it takes. */
    public interface Command {}

    private enum Tick implements Command, NoSerializationVerificationNeeded {
        NOW
    }

    private final FreightSettings settings;
    private final Freight freight;
    private final Incoming incoming;
    private final Serialization serialization;
    private final ActorRefResolver refs;
    private final Map<Long, Outgoing> outgoing = new HashMap<>();
    private final Map<String, Outgoing.Line> lines = new HashMap<>();
    private long last;

    public static Behavior<Command> create(Freight freight) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            Duration every = freight.settings().resendAfter().dividedBy(2);
            timers.startTimerWithFixedDelay(Tick.NOW, every);
            return new Parcels(context, freight);
        }));
    }

    private Parcels(ActorContext<Command> context, Freight freight) {
        super(context);
        this.freight = freight;
        this.settings = freight.settings();
        this.incoming = new Incoming(freight.arriving());
        this.serialization = SerializationExtension.get(context.getSystem());
        this.refs = ActorRefResolver.get(context.getSystem());
        // Numbers of one that this Machine had before under the same address are not used again.
        this.last = System.currentTimeMillis() << 20;
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Haul.class, this::onHaul)
                .onMessage(Parcel.class, this::onParcel)
                .onMessage(Parcel.Got.class, this::onGot)
                .onMessage(Parcel.NoRoom.class, this::onNoRoom)
                .onMessage(Tick.class, tick -> onTick())
                .onSignal(PostStop.class, stop -> onStop())
                .build();
    }

    private Behavior<Command> onHaul(Haul haul) {
        lines.computeIfAbsent(haul.machine(), any -> new Outgoing.Line())
                .waiting
                .add(haul);
        open(haul.machine());
        return this;
    }

    private void open(String machine) {
        Outgoing.Line line = lines.get(machine);
        while (line != null && line.open < settings.atOnce() && !line.waiting.isEmpty()) {
            Haul haul = line.waiting.remove();
            line.open++;
            last++;
            long now = System.nanoTime();
            Outgoing one = new Outgoing(haul, last, settings.part(), there(haul), now);
            outgoing.put(last, one);
            one.send(getContext().getSelf(), settings.window(), now);
        }
        if (line != null && line.open == 0) {
            lines.remove(machine);
        }
    }

    /** The one of another Machine, which has the path of this one. */
    private ActorRef<Command> there(Haul haul) {
        return refs.resolveActorRef(getContext()
                .getSelf()
                .path()
                .toStringWithAddress(haul.to().path().address()));
    }

    private Behavior<Command> onGot(Parcel.Got got) {
        Outgoing one = outgoing.get(got.number());
        long now = System.nanoTime();
        if (one != null && one.got(got.bytes(), now)) {
            end(got.number(), one);
        } else if (one != null) {
            one.send(getContext().getSelf(), settings.window(), now);
        }
        return this;
    }

    private Behavior<Command> onNoRoom(Parcel.NoRoom none) {
        Outgoing one = outgoing.get(none.number());
        if (one != null) {
            end(none.number(), one);
            one.haul().refused().run();
        }
        return this;
    }

    private void end(long number, Outgoing one) {
        outgoing.remove(number);
        leave(one);
    }

    private void leave(Outgoing one) {
        freight.leaving().remove(one.haul().load());
        Outgoing.Line line = lines.get(one.haul().machine());
        if (line != null) {
            line.open--;
            open(one.haul().machine());
        }
    }

    private Behavior<Command> onParcel(Parcel parcel) {
        parcel.from().tell(incoming.take(parcel, System.nanoTime(), bytes -> deliver(parcel, bytes)));
        return this;
    }

    private void deliver(Parcel parcel, byte[] bytes) {
        try {
            parcel.to().tell(Reading.of(serialization, bytes, parcel.serializer(), parcel.manifest()));
        } catch (RuntimeException e) {
            getContext().getLog().error("what came in parts for {} cannot be read", parcel.to(), e);
        }
    }

    private Behavior<Command> onTick() {
        long now = System.nanoTime();
        long stuck = settings.giveUp().toNanos();
        incoming.dropStuck(now, stuck);
        for (Outgoing one : new ArrayList<>(outgoing.values())) {
            if (one.isStuck(now, stuck)) {
                getContext()
                        .getLog()
                        .warn(
                                "what was sent in parts to {} did not arrive",
                                one.haul().to());
                outgoing.values().remove(one);
                leave(one);
            } else if (one.isSilent(now, settings.resendAfter().toNanos())) {
                one.sendAgain(getContext().getSelf(), settings.window(), now);
            }
        }
        return this;
    }

    private Behavior<Command> onStop() {
        incoming.dropAll();
        return this;
    }
}
