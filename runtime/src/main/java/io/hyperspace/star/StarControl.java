package io.hyperspace.star;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.hyperspace.codec.WaveFrames;
import io.hyperspace.delivery.Remembered;
import io.hyperspace.provision.Registry;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.point.StarKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.pekko.actor.NoSerializationVerificationNeeded;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.RetentionCriteria;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;
import org.jspecify.annotations.Nullable;

/**
 * The control plane of a star, event-sourced: what the star holds, and when it moves, which waves it has answered. It gathers
 * changes and stores them in batches. It may restart without harm to waves, which never come here.
 */
final class StarControl extends EventSourcedBehavior<StarControl.Command, StarEvent, StarControl.Holding> {

    private static final Duration MIN_BACKOFF = Duration.ofMillis(200);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(10);
    private static final int SNAPSHOT_EVERY = 100;
    private static final int SNAPSHOTS_KEPT = 2;
    /** Particles that are looked for at once, and how soon after them the next. */
    private static final int PAGE = 1_000;

    private static final Duration PAGE_AFTER = Duration.ofSeconds(1);
    /** Particles of one batch; what comes while a full batch is being stored is noted at its next wave. */
    private static final int MAX_BATCH = 10_000;
    /** Bytes of answers that one event holds, or one answer. */
    private static final long MAX_PART = 1 << 20;

    /** What the control plane takes. */
    sealed interface Command extends NoSerializationVerificationNeeded {}

    /** The star has adopted a particle. */
    record Hold(Incarnation particle) implements Command {}

    /** A particle does not live in the star, or no more; the how manieth of which that is said. */
    record LetGo(Incarnation particle, long number) implements Command {}

    /** Hears what is stored. */
    @FunctionalInterface
    interface Listener {
        /** @param upTo the number of the last {@link LetGo} that came before; 0 when none did */
        void holds(Incarnations particles, long upTo);
    }

    /** What the star's next place must know so that no wave runs twice. */
    record HandOver(List<Remembered> answered) implements Command {}

    /** Stores what is gathered and stops. */
    enum Leave implements Command {
        NOW
    }

    private enum Store implements Command {
        NOW
    }

    /** Looks which of the particles behind one live still, and goes on behind them. */
    private record Sweep(@Nullable Incarnation behind) implements Command {}

    private record Swept(
            List<Incarnation> page,
            @Nullable Set<Incarnation> living,
            @Nullable Throwable failure) implements Command {}

    /** What was handed over has been taken up here. */
    private enum TakenUp implements Command {
        NOW
    }

    /** Particles that the star holds from now on. */
    @JsonTypeName("star-adopted")
    record Adopted(Incarnations particles) implements StarEvent {}

    /** Particles that the star does not hold any more. */
    @JsonTypeName("star-let-go")
    record Released(Incarnations particles) implements StarEvent {}

    /** Waves that were answered here, some of them; the first such event after a taking up begins anew. */
    @JsonTypeName("star-handed-over")
    record HandedOver(List<Remembered> answered) implements StarEvent {
        HandedOver {
            answered = List.copyOf(answered);
        }
    }

    /** What was handed over need not be kept any more. */
    @JsonTypeName("star-taken-up")
    record Took() implements StarEvent {}

    /** All that the star holds. */
    @JsonTypeName("star-holding")
    record Holding(Incarnations particles, List<Remembered> answered) implements StarStored {
        Holding {
            answered = answered == null ? List.of() : List.copyOf(answered);
        }

        Holding on(StarEvent event) {
            if (event instanceof Adopted adopted) {
                return new Holding(particles.with(adopted.particles()), answered);
            }
            if (event instanceof Released released) {
                return new Holding(particles.without(released.particles()), answered);
            }
            List<Remembered> next = new ArrayList<>();
            if (event instanceof HandedOver handed) {
                next.addAll(answered);
                next.addAll(handed.answered());
            }
            return new Holding(particles, next);
        }
    }

    private final ActorContext<Command> context;
    private final Registry registry;
    private final TimerScheduler<Command> timers;
    private final Consumer<List<Remembered>> remembering;
    private final Listener holding;
    private final StarSettings settings;
    private final Set<Incarnation> gathered = new LinkedHashSet<>();
    private final Set<Incarnation> gone = new LinkedHashSet<>();
    private long letGoOf;

    /**
     * @param remembering hears, each time that this recovers, what the star's last place has handed over
     * @param holding hears which particles live in the star, when that is known and when it changes
     */
    static Behavior<Command> create(
            StarKey star,
            Registry registry,
            StarSettings settings,
            Consumer<List<Remembered>> remembering,
            Listener holding) {
        Behavior<Command> control = Behaviors.setup(context -> Behaviors.withTimers(
                timers -> new StarControl(context, timers, star, registry, settings, remembering, holding)));
        return Behaviors.supervise(control)
                .onFailure(SupervisorStrategy.restartWithBackoff(MIN_BACKOFF, MAX_BACKOFF, 0.1));
    }

    private StarControl(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            StarKey star,
            Registry registry,
            StarSettings settings,
            Consumer<List<Remembered>> remembering,
            Listener holding) {
        super(
                PersistenceId.ofUniqueId("star-" + star.name() + "-" + star.index()),
                SupervisorStrategy.restartWithBackoff(MIN_BACKOFF, MAX_BACKOFF, 0.1));
        this.context = context;
        this.registry = registry;
        this.timers = timers;
        this.settings = settings;
        this.remembering = remembering;
        this.holding = holding;
    }

    @Override
    public Holding emptyState() {
        return new Holding(Incarnations.NONE, List.of());
    }

    @Override
    public CommandHandler<Command, StarEvent, Holding> commandHandler() {
        return newCommandHandlerBuilder()
                .forAnyState()
                .onCommand(Hold.class, this::onHold)
                .onCommand(LetGo.class, this::onLetGo)
                .onCommand(Store.class, store -> onStore())
                .onCommand(Sweep.class, this::onSweep)
                .onCommand(Swept.class, this::onSwept)
                .onCommand(TakenUp.class, taken -> Effect().persist(new Took()))
                .onCommand(HandOver.class, this::onHandOver)
                .onCommand(Leave.class, leave -> onLeave())
                .build();
    }

    @Override
    public SignalHandler<Holding> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(RecoveryCompleted.class, (holding, recovered) -> onRecovered(holding))
                .build();
    }

    /** Gravity waits for this before it takes a wave that its sender may send again. */
    private void onRecovered(Holding holding) {
        remembering.accept(holding.answered());
        this.holding.holds(holding.particles(), letGoOf);
        sweepAfter(settings.sweepInterval(), null);
        if (!holding.answered().isEmpty()) {
            context.getSelf().tell(TakenUp.NOW);
        }
    }

    private Effect<StarEvent, Holding> onHandOver(HandOver handOver) {
        List<StarEvent> parts = new ArrayList<>();
        List<Remembered> part = new ArrayList<>();
        long bytes = 0;
        for (Remembered remembered : handOver.answered()) {
            bytes += WaveFrames.toCbor(remembered.answer()).length;
            part.add(remembered);
            if (bytes > MAX_PART || part.size() == MAX_BATCH) {
                parts.add(new HandedOver(part));
                part.clear();
                bytes = 0;
            }
        }
        if (!part.isEmpty()) {
            parts.add(new HandedOver(part));
        }
        return parts.isEmpty() ? Effect().none() : Effect().persist(parts);
    }

    private Effect<StarEvent, Holding> onHold(Holding holding, Hold hold) {
        gone.remove(hold.particle());
        if (!holding.particles().contains(hold.particle()) && gathered.size() < MAX_BATCH) {
            gathered.add(hold.particle());
            storeSoon();
        }
        return Effect().none();
    }

    private Effect<StarEvent, Holding> onLetGo(Holding holding, LetGo letGo) {
        letGoOf = letGo.number();
        letGo(holding, letGo.particle());
        return Effect().none();
    }

    private void letGo(Holding holding, Incarnation particle) {
        gathered.remove(particle);
        if (holding.particles().contains(particle) && gone.size() < MAX_BATCH) {
            gone.add(particle);
            storeSoon();
        }
    }

    /** A particle that is deleted while it is idle tells its star nothing. */
    private Effect<StarEvent, Holding> onSweep(Holding holding, Sweep sweep) {
        List<Incarnation> page = holding.particles().behind(sweep.behind(), PAGE);
        if (page.isEmpty()) {
            sweepAfter(settings.sweepInterval(), null);
        } else {
            context.pipeToSelf(registry.living(page), (living, failure) -> new Swept(page, living, failure));
        }
        return Effect().none();
    }

    private Effect<StarEvent, Holding> onSwept(Holding holding, Swept swept) {
        Set<Incarnation> living = swept.living();
        if (living == null) {
            sweepAfter(settings.sweepInterval(), null);
            return Effect().none();
        }
        List<Incarnation> page = swept.page();
        page.stream().filter(particle -> !living.contains(particle)).forEach(particle -> letGo(holding, particle));
        boolean isLast = page.size() < PAGE;
        sweepAfter(isLast ? settings.sweepInterval() : PAGE_AFTER, isLast ? null : page.get(page.size() - 1));
        return Effect().none();
    }

    private void sweepAfter(Duration delay, @Nullable Incarnation behind) {
        timers.startSingleTimer("sweep", new Sweep(behind), delay);
    }

    /** Not later because more comes meanwhile, or a star that never rests would store nothing. */
    private void storeSoon() {
        if (!timers.isTimerActive(Store.NOW)) {
            timers.startSingleTimer(Store.NOW, settings.holdAfter());
        }
    }

    private Effect<StarEvent, Holding> onLeave() {
        List<StarEvent> batch = batch();
        return batch.isEmpty() ? Effect().stop() : Effect().persist(batch).thenStop();
    }

    private Effect<StarEvent, Holding> onStore() {
        long upTo = letGoOf;
        return Effect().persist(batch()).thenRun((Holding now) -> holding.holds(now.particles(), upTo));
    }

    private List<StarEvent> batch() {
        List<StarEvent> batch = new ArrayList<>(2);
        if (!gathered.isEmpty()) {
            batch.add(new Adopted(Incarnations.of(gathered)));
            gathered.clear();
        }
        if (!gone.isEmpty()) {
            batch.add(new Released(Incarnations.of(gone)));
            gone.clear();
        }
        return batch;
    }

    @Override
    public EventHandler<Holding, StarEvent> eventHandler() {
        return newEventHandlerBuilder()
                .forAnyState()
                .onEvent(StarEvent.class, Holding::on)
                .build();
    }

    @Override
    public RetentionCriteria retentionCriteria() {
        return RetentionCriteria.snapshotEvery(SNAPSHOT_EVERY, SNAPSHOTS_KEPT);
    }
}
