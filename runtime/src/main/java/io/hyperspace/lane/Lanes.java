package io.hyperspace.lane;

import io.hyperspace.freight.Freight;
import io.hyperspace.provision.Locator;
import io.hyperspace.provision.RegistryView;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.particle.Location;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.security.Permission;
import io.hyperspace.space.wave.NeededPermission;
import io.hyperspace.trace.Fate;
import io.hyperspace.trace.Layer;
import io.hyperspace.trace.Tracer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.NoSerializationVerificationNeeded;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.jspecify.annotations.Nullable;

/**
 * The lane table of a Machine: from a point to its star, from a star to its lane. It takes the waves whose way is not
 * known yet; once a way is known, senders give their waves to the lane themselves.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>Senders use a way themselves only while no wave to its target is inside this actor or its mailbox, so waves of one
 *       sender to one target keep their order.
 *   <li>At any time the waves of this Machine to one target are on one lane at most. When the target has moved, all are
 *       held here until a {@link Mark}, sent through the old lane after them, has come back behind those that came back.
 *       Only then do they leave by the new lane, first those that came back.
 * </ul>
 *
 * <p>Ways are remembered up to a limit. One that is dropped just when its target moves is not flushed; that can change the
 * order of what was on it then, and loses nothing.
 */
public final class Lanes extends AbstractBehavior<Lanes.Command> {

    /** What the lane table takes. */
    public interface Command {}

    record Find(Lane.Send send) implements Command, NoSerializationVerificationNeeded {}

    private record Strayed(StarKey star, Lane.Send send) implements Command, NoSerializationVerificationNeeded {}

    record Flushed(Lane.Flush flush) implements Command, NoSerializationVerificationNeeded {}

    /** Asks for the lanes that there are. */
    record Show(ActorRef<Open> replyTo) implements Command, NoSerializationVerificationNeeded {}

    /** The lanes that there are. */
    record Open(List<ActorRef<Lane.Command>> lanes) implements NoSerializationVerificationNeeded {}

    private record Found(
            Point target,
            @Nullable ParticleRecord record,
            @Nullable Throwable failure) implements Command, NoSerializationVerificationNeeded {}

    private final Locator locator;
    private final RegistryView view;
    private final Ways ways;
    private final GoldenPaths paths;
    private final LaneSettings settings;
    private final Freight freight;
    private final Map<Point, Search> waiting = new HashMap<>();
    private final Tracer tracer;
    private long flushes;

    static Behavior<Command> create(
            Locator locator, RegistryView view, Ways ways, GoldenPaths paths, LaneSettings settings, Freight freight) {
        return Behaviors.setup(context -> new Lanes(context, locator, view, ways, paths, settings, freight));
    }

    private Lanes(
            ActorContext<Command> context,
            Locator locator,
            RegistryView view,
            Ways ways,
            GoldenPaths paths,
            LaneSettings settings,
            Freight freight) {
        super(context);
        this.freight = freight;
        this.locator = locator;
        this.view = view;
        this.ways = ways;
        this.paths = paths;
        this.settings = settings;
        this.tracer = Tracer.of(context.getSystem());
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Find.class, this::onFind)
                .onMessage(Found.class, this::onFound)
                .onMessage(Strayed.class, this::onStrayed)
                .onMessage(Flushed.class, this::onFlushed)
                .onMessage(Show.class, this::onShow)
                .build();
    }

    private Behavior<Command> onFind(Find find) {
        Point target = find.send().target();
        Search search = waiting.get(target);
        ActorRef<Lane.Command> known = search == null ? ways.known(target) : null;
        if (known != null) {
            known.tell(find.send());
            ways.end(target);
        } else if (search == null && waiting.size() >= settings.targets()) {
            refuse(find.send(), Faults.tooMany("the table of targets looked for", settings.targets()));
        } else if (search == null) {
            search = new Search();
            search.add(find.send());
            waiting.put(target, search);
            look(target, search, locator.locate(target));
        } else if (search.queued() >= settings.buffer()) {
            refuse(find.send(), Faults.tooMany("the buffer for '" + target + "'", settings.buffer()));
        } else {
            search.add(find.send());
        }
        return this;
    }

    /** What has come back is no new wave, so it is never refused for want of room. */
    private Behavior<Command> onStrayed(Strayed strayed) {
        Point target = strayed.send().target();
        Search search = waiting.get(target);
        if (search == null) {
            search = new Search();
            waiting.put(target, search);
            search.addStray(strayed.send(), lane(strayed.star()));
            look(target, search, locator.locateAgain(target));
        } else {
            search.addStray(strayed.send(), lane(strayed.star()));
        }
        return this;
    }

    private void look(Point target, Search search, CompletionStage<ParticleRecord> located) {
        search.look();
        CompletableFuture<ParticleRecord> found = located.toCompletableFuture();
        if (found.isDone() && !found.isCompletedExceptionally()) {
            onFound(new Found(target, found.join(), null));
        } else {
            getContext().pipeToSelf(found, (record, failure) -> new Found(target, record, failure));
        }
    }

    private Behavior<Command> onFound(Found found) {
        Point target = found.target();
        Search search = Objects.requireNonNull(waiting.get(target), "someone waits");
        ParticleRecord record = found.record();
        Location location = record == null ? null : record.location();
        Fault refusal = location == null ? null : refusal(location.star());
        if (search.isDoubtful()) {
            look(target, search, locator.locateAgain(target));
        } else if (refusal != null) {
            notFound(target, search, refusal);
        } else if (location == null) {
            Fault fault = found.failure() == null
                    ? Faults.notReady("a star for '" + target + "'")
                    : HyperspaceException.faultOf(found.failure());
            notFound(target, search, fault);
        } else {
            found(target, search, location);
        }
        return this;
    }

    private void found(Point target, Search search, Location location) {
        ActorRef<Lane.Command> to = lane(location.star());
        ActorRef<Lane.Command> from = search.strayedFrom();
        if (from == null && ways.putFirst(target, new Ways.Way(location, to))) {
            give(target, search, location);
            return;
        }
        ActorRef<Lane.Command> last = from == null ? ways.last(target) : from;
        if (last == null || (from == null && last.equals(to))) {
            give(target, search, location);
            return;
        }
        flush(target, search, location, last);
    }

    private void flush(Point target, Search search, Location location, ActorRef<Lane.Command> from) {
        flushes++;
        search.flushing(location, flushes);
        ways.settle(target);
        from.tell(new Lane.Flush(target, flushes));
    }

    private Behavior<Command> onFlushed(Flushed flushed) {
        Point target = flushed.flush().target();
        Search search = waiting.get(target);
        Location location =
                search == null ? null : search.flushed(flushed.flush().id());
        if (search != null && location != null) {
            give(target, search, location);
        }
        return this;
    }

    /** Makes the way known after all that waited are on it. */
    private void give(Point target, Search search, Location location) {
        waiting.remove(target);
        ActorRef<Lane.Command> lane = lane(location.star());
        ways.put(target, new Ways.Way(location, lane));
        search.drain(send -> {
            tracer.passed(send.wave(), Layer.LOCATED, location.star(), 0);
            lane.tell(send);
            ways.end(target);
        });
    }

    /** Refuses those that came before the look-up began; what came since may be for what was created since. */
    private void notFound(Point target, Search search, Fault fault) {
        for (Lane.Send send = search.pollCovered(); send != null; send = search.pollCovered()) {
            ways.end(target);
            refuseUnfound(target, send, fault);
        }
        if (search.isEmpty()) {
            waiting.remove(target);
        } else {
            look(target, search, locator.locate(target));
        }
    }

    /** Why there can be no lane to a star; null when there can. */
    private @Nullable Fault refusal(StarKey star) {
        return ways.lane(star) != null ? null : paths.refusal(star);
    }

    private ActorRef<Lane.Command> lane(StarKey star) {
        ActorRef<Lane.Command> known = ways.lane(star);
        return known == null ? open(star) : known;
    }

    private Behavior<Command> onShow(Show show) {
        show.replyTo().tell(new Open(ways.lanes()));
        return this;
    }

    private ActorRef<Lane.Command> open(StarKey star) {
        String name = star.name() + "-" + star.index();
        ActorRef<Lane.Command> lane =
                getContext().spawn(Lane.create(star, paths, table(star), settings, freight), name);
        ways.opened(star, lane);
        return lane;
    }

    private Lane.Table table(StarKey star) {
        ActorRef<Command> self = getContext().getSelf();
        return new Lane.Table() {
            @Override
            public void stray(Lane.Send send) {
                ways.begin(send.target());
                self.tell(new Strayed(star, send));
            }

            @Override
            public void flushed(Lane.Flush flush) {
                self.tell(new Flushed(flush));
            }
        };
    }

    /**
     * Says that a point is missing only to those who may list its parent's children. Others are told what who may not use a
     * particle that is there is told, so that they cannot tell the two apart.
     */
    private void refuseUnfound(Point target, Lane.Send send, Fault fault) {
        Point parent = target.parent();
        if (fault.status() != 404 || parent == null) {
            answer(send, fault);
            return;
        }
        String needed = NeededPermission.of(send.wave().method()).name().toLowerCase(Locale.ROOT);
        view.access(send.wave().agent(), parent).whenComplete((access, failure) -> {
            Fault told = failure != null
                    ? HyperspaceException.faultOf(failure)
                    : access.may(Permission.SELECT) ? fault : Faults.forbidden(needed, target.toString());
            answer(send, told);
        });
    }

    /** Refuses a wave that was counted when it was sent here. */
    private void refuse(Lane.Send send, Fault fault) {
        ways.end(send.target());
        answer(send, fault);
    }

    private void answer(Lane.Send send, Fault fault) {
        tracer.left(send.wave(), Layer.LOCATED, null, 0, Fate.of(fault));
        freight.leaving().remove(send.load());
        if (send.replyTo() != null) {
            send.replyTo().tell(Pongs.of(send.wave(), fault));
        }
    }
}
