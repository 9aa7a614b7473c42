package io.hyperspace.lane;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;
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
 * <p>Invariant: senders use a way themselves only while no wave to its target is inside this actor or its mailbox, so
 * waves of one sender to one target keep their order.
 */
public final class Lanes extends AbstractBehavior<Lanes.Command> {

    /** What the lane table takes. */
    public interface Command {}

    record Find(Point target, Lane.Send send) implements Command, NoSerializationVerificationNeeded {}

    private record Found(
            Point target,
            @Nullable ParticleRecord record,
            @Nullable Throwable failure) implements Command, NoSerializationVerificationNeeded {}

    /** A way that is known: the particle's placement and the lane to its star. */
    record Way(Location location, ActorRef<Lane.Command> lane) {}

    /**
     * The ways that senders of this Machine share. A way is used only while its particle's placement is the same and no
     * wave to its target is still on its way through the lane table, for that one comes first.
     */
    static final class Ways {
        private final Cache<Point, Way> cache;
        private final RegistryView view;
        private final ConcurrentMap<Point, Integer> finding = new ConcurrentHashMap<>();

        Ways(RegistryView view, long limit) {
            this.view = view;
            this.cache = Caffeine.newBuilder().maximumSize(limit).build();
        }

        /** The lane for a wave that need not wait for others, or null. */
        @Nullable ActorRef<Lane.Command> to(Point target) {
            return finding.containsKey(target) ? null : known(target);
        }

        private @Nullable ActorRef<Lane.Command> known(Point target) {
            Way way = cache.getIfPresent(target);
            if (way == null) {
                return null;
            }
            ParticleRecord record = view.cached(target);
            return record != null && way.location().equals(record.location()) ? way.lane() : null;
        }

        /** Counts a wave that goes through the lane table; called before it is sent there. */
        void begin(Point target) {
            finding.merge(target, 1, Integer::sum);
        }

        /** Counts it off once it was given to the lane or refused. */
        private void end(Point target) {
            finding.computeIfPresent(target, (any, count) -> count == 1 ? null : count - 1);
        }

        private void put(Point target, Way way) {
            cache.put(target, way);
        }
    }

    private final Locator locator;
    private final RegistryView view;
    private final Ways ways;
    private final BiConsumer<StarKey, Knock> doors;
    private final LaneSettings settings;
    private final Map<StarKey, ActorRef<Lane.Command>> lanes = new HashMap<>();
    private final Map<Point, Search> waiting = new HashMap<>();

    /** Waves whose target is looked for, oldest first; the first {@code covered} were there when the look-up began. */
    private static final class Search {
        private final Deque<Lane.Send> queue = new ArrayDeque<>(2);
        private int covered;
    }

    static Behavior<Command> create(
            Locator locator, RegistryView view, Ways ways, BiConsumer<StarKey, Knock> doors, LaneSettings settings) {
        return Behaviors.setup(context -> new Lanes(context, locator, view, ways, doors, settings));
    }

    private Lanes(
            ActorContext<Command> context,
            Locator locator,
            RegistryView view,
            Ways ways,
            BiConsumer<StarKey, Knock> doors,
            LaneSettings settings) {
        super(context);
        this.locator = locator;
        this.view = view;
        this.ways = ways;
        this.doors = doors;
        this.settings = settings;
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Find.class, this::onFind)
                .onMessage(Found.class, this::onFound)
                .build();
    }

    private Behavior<Command> onFind(Find find) {
        Search search = waiting.get(find.target());
        ActorRef<Lane.Command> known = search == null ? ways.known(find.target()) : null;
        if (known != null) {
            known.tell(find.send());
            ways.end(find.target());
        } else if (search == null) {
            begin(find);
        } else if (search.queue.size() >= settings.buffer()) {
            ways.end(find.target());
            refuse(find.send(), Faults.tooMany("the buffer for '" + find.target() + "'", settings.buffer()));
        } else {
            search.queue.add(find.send());
        }
        return this;
    }

    private void begin(Find find) {
        if (waiting.size() >= settings.targets()) {
            ways.end(find.target());
            refuse(find.send(), Faults.tooMany("the table of targets looked for", settings.targets()));
            return;
        }
        Search search = new Search();
        search.queue.add(find.send());
        waiting.put(find.target(), search);
        look(find.target(), search);
    }

    private void look(Point target, Search search) {
        search.covered = search.queue.size();
        getContext().pipeToSelf(locator.locate(target), (record, failure) -> new Found(target, record, failure));
    }

    private Behavior<Command> onFound(Found found) {
        Point target = found.target();
        Search search = Objects.requireNonNull(waiting.get(target), "someone waits");
        if (found.record() == null || found.record().location() == null) {
            Fault fault = found.failure() == null
                    ? Faults.notReady("a star for '" + target + "'")
                    : HyperspaceException.faultOf(found.failure());
            notFound(target, search, fault);
            return this;
        }
        waiting.remove(target);
        Location location = found.record().location();
        ActorRef<Lane.Command> lane = lanes.computeIfAbsent(location.star(), this::open);
        ways.put(target, new Way(location, lane));
        search.queue.forEach(send -> {
            lane.tell(send);
            ways.end(target);
        });
        return this;
    }

    /** Refuses those that came before the look-up began; what came since may be for what was created since. */
    private void notFound(Point target, Search search, Fault fault) {
        for (; search.covered > 0; search.covered--) {
            Lane.Send send = Objects.requireNonNull(search.queue.poll(), "as many as are covered");
            ways.end(target);
            refuseUnfound(target, send, fault);
        }
        if (search.queue.isEmpty()) {
            waiting.remove(target);
        } else {
            look(target, search);
        }
    }

    private ActorRef<Lane.Command> open(StarKey star) {
        String name = star.name() + "-" + star.index();
        return getContext().spawn(Lane.create(star, knock -> doors.accept(star, knock), settings), name);
    }

    /**
     * Says that a point is missing only to those who may list its parent's children. Others are told what who may not use a
     * particle that is there is told, so that they cannot tell the two apart.
     */
    private void refuseUnfound(Point target, Lane.Send send, Fault fault) {
        Point parent = target.parent();
        if (fault.status() != 404 || parent == null) {
            refuse(send, fault);
            return;
        }
        String needed = NeededPermission.of(send.wave().method()).name().toLowerCase(Locale.ROOT);
        view.access(send.wave().agent(), parent).whenComplete((access, failure) -> {
            Fault told = failure != null
                    ? HyperspaceException.faultOf(failure)
                    : access.may(Permission.SELECT) ? fault : Faults.forbidden(needed, target.toString());
            refuse(send, told);
        });
    }

    private static void refuse(Lane.Send send, Fault fault) {
        if (send.replyTo() != null) {
            send.replyTo().tell(Pongs.of(send.wave(), fault));
        }
    }
}
