package io.hyperspace.machine;

import com.typesafe.config.Config;
import io.hyperspace.advert.AdvertSettings;
import io.hyperspace.advert.Crier;
import io.hyperspace.delivery.DeliverySettings;
import io.hyperspace.delivery.Keep;
import io.hyperspace.delivery.NearOutboxes;
import io.hyperspace.delivery.Outboxes;
import io.hyperspace.delivery.StarOutbox;
import io.hyperspace.driver.Driver;
import io.hyperspace.driver.Services;
import io.hyperspace.lane.GoldenPaths;
import io.hyperspace.lane.Knock;
import io.hyperspace.lane.LaneWaves;
import io.hyperspace.overview.Overview;
import io.hyperspace.provision.Blobs;
import io.hyperspace.provision.Locator;
import io.hyperspace.provision.Members;
import io.hyperspace.provision.Memories;
import io.hyperspace.provision.Moves;
import io.hyperspace.provision.Outbox;
import io.hyperspace.provision.Placement;
import io.hyperspace.provision.Registry;
import io.hyperspace.provision.RegistryView;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.point.StarKind;
import io.hyperspace.space.wave.WaveId;
import io.hyperspace.star.Star;
import io.hyperspace.star.Undelivered;
import io.hyperspace.topology.Topology;
import io.hyperspace.trace.Tracer;
import io.hyperspace.traversal.Binds;
import io.hyperspace.traversal.ParticleActor;
import io.hyperspace.traversal.ParticleSettings;
import io.hyperspace.watch.Watches;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.NoSerializationVerificationNeeded;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Subscribe;
import org.apache.pekko.pattern.Patterns;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The guardian of a Machine: wires its parts, and keeps telling all stars to run. */
public final class MachineGuardian extends AbstractBehavior<MachineGuardian.Command> {

    /** What the guardian takes. */
    public sealed interface Command extends NoSerializationVerificationNeeded {}

    /** How long a star may take to say where its outbox is; the courier asks again later. */
    private static final Duration FIND_OUTBOX = Duration.ofSeconds(3);

    private record Running(StarKey star) implements Command {}

    private record Lost() implements Command {}

    private record Leave(CompletableFuture<Done> left) implements Command {}

    private record HandedOver(CompletableFuture<Done> left) implements Command {}

    private record Settled(CompletableFuture<Done> left) implements Command {}

    private enum Tick implements Command {
        STARS,
        TOO_LATE
    }

    private static final Logger LOG = LoggerFactory.getLogger(MachineGuardian.class);

    private final Stars stars;
    private final Overview overview;
    private final List<StarKey> gates;
    private final Set<Kind> kinds;
    private final Placement placement;
    private final Moves moves;
    private final ActorRef<Star.Started> running;
    private final Set<StarKey> missing;
    private final NearOutboxes near = new NearOutboxes();
    private final LaneWaves waves;
    private final Machine machine;
    private final LeaveTime leaveTime;
    private boolean isLeaving;
    private final CompletableFuture<Machine> started;

    static Behavior<Command> create(Hyperverse hyperverse, CompletableFuture<Machine> started) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            Tracer.of(context.getSystem()).listeners(hyperverse.traceListeners());
            try {
                return new MachineGuardian(context, timers, hyperverse, started);
            } catch (RuntimeException e) {
                started.completeExceptionally(e);
                throw e;
            }
        }));
    }

    private MachineGuardian(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            Hyperverse hyperverse,
            CompletableFuture<Machine> started) {
        super(context);
        this.started = started;
        ActorSystem<?> system = context.getSystem();
        Config hyperspace = Machine.hyperspace(system);
        Registry registry = hyperverse.registry(system);
        Blobs blobs = hyperverse.blobs(system);
        Map<StarKind, Integer> counts = hyperverse.starCounts();
        RegistryView view = view(registry, hyperspace.getConfig("view"));

        // Drivers need services, placement needs drivers, and services send waves by placement: the methods at
        // the end of this class tie the knot, and nothing calls them before this constructor ends.
        Locator locator = new Locator(view, registry, this::pick);
        Topology topology = hyperverse.topology();
        GoldenPaths paths = new GoldenPaths(topology, hyperspace.getDuration("graph.doubt"), this::knock);
        this.waves = LaneWaves.start(context, hyperspace, registry, view, locator, paths, new AllOutboxes());
        Watches watches = Watches.start(system, hyperspace, registry, view);
        Services services = new Services(
                system, hyperspace, registry, blobs, waves, this::kinds, this::moves, this::overview, watches);
        List<Driver> drivers = hyperverse.drivers(services);
        this.kinds = Machine.kinds(drivers);
        registry.rules(Machine.rules(drivers));
        AdvertSettings adverts = AdvertSettings.of(hyperspace);
        ActorRef<Crier.Command> crier = context.spawn(crier(system, drivers, adverts), "crier");
        ParticleActor.Surroundings around = around(services, view, waves);
        Members members = hyperverse.members(system);
        Memories memories = hyperverse.memories(system);
        this.stars = new Stars(
                system,
                counts,
                drivers,
                around,
                members,
                outboxes(hyperverse, system, waves),
                memories,
                crier,
                topology,
                waves.freight(),
                hyperspace);
        crier.tell(new Crier.Begin(stars.supers(), stars::tell));
        this.placement = new StarPlacement(view, counts, drivers, finder(system, crier, adverts)::find);
        this.gates = stars.gates();
        this.moves = new StarMoves(system, stars, registry, members, memories, drivers, hyperspace);
        String name = hyperspace.getString("machine.name");
        Duration timeout = hyperspace.getDuration("overview.timeout");
        Envoy envoy = Envoy.start(system, waves.survey(system, name, timeout.dividedBy(2)), timeout);
        this.overview = new LiveOverview(system, stars, envoy, members, drivers, timeout);

        this.machine = new Machine(name, services, drivers);
        this.leaveTime = new LeaveTime(system, hyperspace.getDuration("machine.settle-time"));
        this.running = context.messageAdapter(Star.Started.class, reply -> new Running(reply.star()));
        this.missing = new HashSet<>(stars.keys());
        begin(context, timers, hyperspace.getConfig("machine"));
    }

    private void begin(ActorContext<Command> context, TimerScheduler<Command> timers, Config settings) {
        timers.startTimerWithFixedDelay(Tick.STARS, settings.getDuration("star-interval"));
        timers.startSingleTimer(Tick.TOO_LATE, settings.getDuration("start-timeout"));
        context.spawn(Undelivered.create(), "undelivered");
        startStars();
        hearOfLosses(context);
        leaveBeforeTheClusterIsLeft(context);
    }

    private static Behavior<Crier.Command> crier(ActorSystem<?> system, List<Driver> drivers, AdvertSettings settings) {
        Map<String, Set<Kind>> takes = new HashMap<>();
        drivers.forEach(driver -> takes.computeIfAbsent(driver.home().starName(), any -> new HashSet<>())
                .addAll(driver.kinds()));
        return Crier.create(Cluster.get(system).selfMember().address().toString(), takes, settings);
    }

    private StarFinder finder(ActorSystem<?> system, ActorRef<Crier.Command> crier, AdvertSettings settings) {
        return new StarFinder(
                stars.supers(),
                (star, wanted) -> stars.pick(star, wanted, settings.answerWithin()),
                wanted -> AskPattern.ask(
                        crier, replyTo -> new Crier.Pick(wanted, replyTo), settings.answerWithin(), system.scheduler()),
                (time, action) -> Patterns.after(
                        time, system.classicSystem().scheduler(), system.executionContext(), action::get),
                settings);
    }

    private static ParticleActor.Surroundings around(Services services, RegistryView view, LaneWaves waves) {
        Config hyperspace = services.config();
        Binds binds = new Binds(view, services.blobs(), hyperspace.getLong("view.binds"));
        return new ParticleActor.Surroundings(services, view, binds, waves::reflect, ParticleSettings.of(hyperspace));
    }

    private static RegistryView view(Registry registry, Config view) {
        return new RegistryView(
                registry,
                view.getLong("records"),
                view.getLong("decisions"),
                view.getInt("reads"),
                view.getDuration("keep"));
    }

    private Function<StarKey, Behavior<StarOutbox.Command>> outboxes(
            Hyperverse hyperverse, ActorSystem<?> system, LaneWaves waves) {
        Outbox outbox = hyperverse.outbox(system);
        DeliverySettings delivery = DeliverySettings.of(Machine.hyperspace(system));
        return star -> StarOutbox.create(star, outbox, waves.route(), delivery, near);
    }

    private static void hearOfLosses(ActorContext<Command> context) {
        Cluster.get(context.getSystem())
                .subscriptions()
                .tell(Subscribe.create(
                        context.messageAdapter(ClusterEvent.MemberRemoved.class, removed -> new Lost()),
                        ClusterEvent.MemberRemoved.class));
    }

    private void leaveBeforeTheClusterIsLeft(ActorContext<Command> context) {
        ActorRef<Command> self = context.getSelf();
        CoordinatedShutdown.get(context.getSystem())
                .addTask(CoordinatedShutdown.PhaseBeforeClusterShutdown(), "machine-leaves", () -> {
                    CompletableFuture<Done> left = new CompletableFuture<>();
                    self.tell(new Leave(left));
                    return left;
                });
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Running.class, this::onRunning)
                .onMessage(Tick.class, this::onTick)
                .onMessage(Lost.class, lost -> onLost())
                .onMessage(Leave.class, this::onLeave)
                .onMessage(HandedOver.class, this::onHandedOver)
                .onMessage(Settled.class, this::onSettled)
                .build();
    }

    /** A star that is started by a Machine that leaves would be started in vain; the others see to it. */
    private void startStars() {
        if (isLeaving) {
            return;
        }
        for (StarKey star : stars.keys()) {
            stars.start(star, running);
        }
    }

    private Behavior<Command> onRunning(Running running) {
        missing.remove(running.star());
        if (missing.isEmpty()) {
            started.complete(machine);
        }
        return this;
    }

    private Behavior<Command> onTick(Tick tick) {
        if (tick == Tick.STARS) {
            startStars();
        } else if (!missing.isEmpty()) {
            started.completeExceptionally(
                    Faults.notReady("star " + missing.iterator().next()).toException());
        }
        return this;
    }

    /** The stars that a lost Machine had start where they are placed now, without waiting for the next interval. */
    private Behavior<Command> onLost() {
        startStars();
        return this;
    }

    /**
     * Hands over the stars. The lanes, the courier and the table of waiting pings live on meanwhile: particles need them to
     * finish what they have begun, and what stars give back goes on by them to where the stars are next.
     */
    private Behavior<Command> onLeave(Leave leave) {
        isLeaving = true;
        leaveTime.begin();
        getContext().pipeToSelf(stars.leave(), (done, failure) -> new HandedOver(leave.left()));
        return this;
    }

    /** No particle is here any more, so nothing more is to be sent from here, and what was accepted is to be settled. */
    private Behavior<Command> onHandedOver(HandedOver handedOver) {
        Duration most = leaveTime.toSettle();
        LOG.info("The stars are handed over; what was accepted has {} ms to be settled", most.toMillis());
        getContext().pipeToSelf(waves.settle(most), (done, failure) -> new Settled(handedOver.left()));
        return this;
    }

    /** Stops the lanes and all else with this actor. */
    private Behavior<Command> onSettled(Settled settled) {
        stars.close();
        return Behaviors.stopped(() -> settled.left().complete(Done.getInstance()));
    }

    private CompletionStage<StarKey> pick(ParticleRecord record) {
        return placement.pick(record);
    }

    private void knock(StarKey star, Knock knock) {
        stars.knock(star, knock);
    }

    private Overview overview() {
        return overview;
    }

    /** All outboxes, by their stars. */
    private final class AllOutboxes implements Outboxes {
        @Override
        public StarKey ofGate(WaveId wave) {
            return gates.get(Math.floorMod(wave.hashCode(), gates.size()));
        }

        @Override
        public @Nullable ActorRef<StarOutbox.Command> near(StarKey star) {
            return near.of(star);
        }

        @Override
        public boolean keep(StarKey star, Keep keep) {
            boolean isLarge = waves.isLarge(keep.wave());
            if (isLarge) {
                waves.haul(keep, stars.outbox(star, FIND_OUTBOX));
            } else {
                stars.keep(star, keep);
            }
            return isLarge;
        }
    }

    private Set<Kind> kinds() {
        return kinds;
    }

    private Moves moves() {
        return moves;
    }
}
