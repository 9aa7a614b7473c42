package io.hyperspace.watch;

import com.typesafe.config.Config;
import io.hyperspace.codec.BodyWeight;
import io.hyperspace.provision.Change;
import io.hyperspace.provision.Registry;
import io.hyperspace.provision.RegistryView;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.javadsl.Source;
import org.jspecify.annotations.Nullable;

/**
 * The watchers of this Machine. It hears of every change in the cluster that anybody must know of, and tells those watchers
 * where to look. At most {@code hyperspace.watch.watchers} are there at once, one more is refused with 429.
 */
public final class Watches implements Registry.ChangeListener {

    private static final AtomicLong NUMBERS = new AtomicLong();

    private final ActorSystem<?> system;
    private final Registry registry;
    private final RegistryView view;
    private final WatchSettings settings;
    private final Set<Seat> seats = ConcurrentHashMap.newKeySet();
    private final AtomicInteger taken = new AtomicInteger();
    private final Messenger messenger;

    /** A watcher that runs. */
    record Seat(Watch watch, ActorRef<Watcher.Command> watcher) {}

    private Watches(ActorSystem<?> system, Registry registry, RegistryView view, WatchSettings settings) {
        this.system = system;
        this.registry = registry;
        this.view = view;
        this.settings = settings;
        this.messenger = Messenger.start(system, seats, settings.timeout());
    }

    /**
     * Starts to listen. Call it once for an actor system, after the view has begun to listen: then whoever is told of a
     * change finds no copy in the view that is older.
     *
     * @param hyperspace the configuration below {@code hyperspace}
     */
    public static Watches start(ActorSystem<?> system, Config hyperspace, Registry registry, RegistryView view) {
        Watches watches = new Watches(system, registry, view, WatchSettings.of(hyperspace));
        registry.onChange(watches);
        return watches;
    }

    /** Why nobody more can watch now, or null. */
    public @Nullable Fault refusal() {
        return taken.get() >= settings.watchers() ? full() : null;
    }

    private Fault full() {
        return Faults.tooMany("the table of watchers", settings.watchers());
    }

    /**
     * What a watcher is told, from when the stream is run: what is there, {@link WatchEvent.Ready}, then what changes. It is
     * looked up as it is taken. The stream does not fail: it ends after {@link WatchEvent.Ended}.
     */
    public Source<WatchEvent, NotUsed> events(Watch watch) {
        return Source.lazySource(() -> begun(watch)).mapMaterializedValue(begun -> NotUsed.getInstance());
    }

    private Source<WatchEvent, NotUsed> begun(Watch watch) {
        if (taken.incrementAndGet() > settings.watchers()) {
            taken.decrementAndGet();
            return Source.single(new WatchEvent.Ended(full()));
        }
        Eyes eyes = new Eyes(registry, view, watch);
        CompletableFuture<Seat> own = new CompletableFuture<>();
        ActorRef<Watcher.Command> watcher = system.systemActorOf(
                Watcher.create(watch, eyes, settings, () -> leave(own.join())),
                "watcher-" + NUMBERS.incrementAndGet(),
                Props.empty());
        Seat seat = new Seat(watch, watcher);
        own.complete(seat);
        seats.add(seat);
        return Source.unfoldAsync(seat, Watches::next)
                .mapConcat(events -> events)
                .watchTermination((used, done) -> {
                    done.whenComplete((any, failure) -> watcher.tell(Watcher.Note.STOP));
                    return used;
                });
    }

    private void leave(Seat seat) {
        seats.remove(seat);
        taken.decrementAndGet();
    }

    private static CompletionStage<Optional<Pair<Seat, List<WatchEvent>>>> next(Seat seat) {
        CompletableFuture<List<WatchEvent>> events = new CompletableFuture<>();
        seat.watcher().tell(new Watcher.Next(events));
        return events.thenApply(some -> some.isEmpty() ? Optional.empty() : Optional.of(Pair.create(seat, some)));
    }

    /**
     * Tells all who watch a particle something, on whatever Machine they are. Nobody answers. Whether the sender may is the
     * caller's to check.
     *
     * @return fails with 413 for a body that is larger than {@code hyperspace.watch.max-body}
     */
    public CompletionStage<Reached> tell(WatchEvent.Rippled ripple) {
        if (BodyWeight.of(ripple.body()) > settings.maxBody()) {
            return CompletableFuture.failedFuture(Faults.tooLarge("what the watchers are told", settings.maxBody())
                    .toException());
        }
        return messenger.tell(ripple);
    }

    @Override
    public void changed(Change change) {
        if (change instanceof Change.OfRecord record) {
            touched(record.point(), false);
        } else if (change instanceof Change.OfArrival arrival) {
            touched(arrival.point(), true);
        } else if (change instanceof Change.OfAccess access) {
            each(seat -> seat.watch().isNear(access.anchor()), Watcher.Note.DOUBT);
        } else if (change instanceof Change.OfAgent agent) {
            each(seat -> seat.watch().agent().equals(Agent.of(agent.agent())), Watcher.Note.CHECK);
            each(seat -> seat.watch().agent().equals(Agent.of(agent.agent())), Watcher.Note.DOUBT);
        } else {
            each(seat -> true, Watcher.Note.CHECK);
            each(seat -> true, Watcher.Note.DOUBT);
        }
    }

    @Override
    public void recorded(ParticleRecord record) {
        touched(record.point(), false);
    }

    private void touched(Point point, boolean arrived) {
        each(seat -> seat.watch().mayConcern(point), new Watcher.Touched(point, arrived));
        each(seat -> seat.watch().agent().equals(Agent.of(point)), Watcher.Note.CHECK);
    }

    private void each(Predicate<Seat> whom, Watcher.Command command) {
        for (Seat seat : seats) {
            if (whom.test(seat)) {
                seat.watcher().tell(command);
            }
        }
    }
}
