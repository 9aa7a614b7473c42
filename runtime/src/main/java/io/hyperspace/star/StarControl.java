package io.hyperspace.star;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.pekko.actor.NoSerializationVerificationNeeded;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.RetentionCriteria;

/**
 * The control plane of a star, event-sourced: what the star holds. It gathers changes and stores them in batches. It may
 * restart without harm to waves, which never come here.
 */
final class StarControl extends EventSourcedBehavior<StarControl.Command, StarControl.Adopted, StarControl.Holding> {

    private static final Duration MIN_BACKOFF = Duration.ofMillis(200);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(10);
    private static final int SNAPSHOT_EVERY = 100;
    private static final int SNAPSHOTS_KEPT = 2;
    /** Particles of one batch; what comes while a full batch is being stored is noted at its next wave. */
    private static final int MAX_BATCH = 10_000;

    /** What the control plane takes. */
    sealed interface Command extends NoSerializationVerificationNeeded {}

    /** The star has adopted a particle. */
    record Hold(ParticleRecord record) implements Command {}

    /** Stores what is gathered and stops. */
    enum Leave implements Command {
        NOW
    }

    private enum Store implements Command {
        NOW
    }

    /** Particles that the star holds from now on. */
    @JsonTypeName("star-adopted")
    record Adopted(Map<Incarnation, Adoption> particles) implements StarStored {}

    /** One of them. */
    record Adoption(Point point, long epoch) {}

    /** All that the star holds. */
    @JsonTypeName("star-holding")
    record Holding(Map<Incarnation, Adoption> particles) implements StarStored {
        Holding on(Adopted event) {
            Map<Incarnation, Adoption> next = new HashMap<>(particles);
            next.putAll(event.particles());
            return new Holding(next);
        }
    }

    private final TimerScheduler<Command> timers;
    private final StarSettings settings;
    private final Map<Incarnation, Adoption> gathered = new LinkedHashMap<>();

    static Behavior<Command> create(StarKey star, StarSettings settings) {
        Behavior<Command> control =
                Behaviors.setup(context -> Behaviors.withTimers(timers -> new StarControl(timers, star, settings)));
        return Behaviors.supervise(control)
                .onFailure(SupervisorStrategy.restartWithBackoff(MIN_BACKOFF, MAX_BACKOFF, 0.1));
    }

    private StarControl(TimerScheduler<Command> timers, StarKey star, StarSettings settings) {
        super(
                PersistenceId.ofUniqueId("star-" + star.name() + "-" + star.index()),
                SupervisorStrategy.restartWithBackoff(MIN_BACKOFF, MAX_BACKOFF, 0.1));
        this.timers = timers;
        this.settings = settings;
    }

    @Override
    public Holding emptyState() {
        return new Holding(Map.of());
    }

    @Override
    public CommandHandler<Command, Adopted, Holding> commandHandler() {
        return newCommandHandlerBuilder()
                .forAnyState()
                .onCommand(Hold.class, this::onHold)
                .onCommand(Store.class, store -> onStore())
                .onCommand(Leave.class, leave -> onLeave())
                .build();
    }

    private Effect<Adopted, Holding> onHold(Holding holding, Hold hold) {
        ParticleRecord record = hold.record();
        Adoption adoption = new Adoption(
                record.point(), Objects.requireNonNull(record.location()).epoch());
        boolean known = adoption.equals(holding.particles().get(record.incarnation()));
        if (!known && gathered.size() < MAX_BATCH) {
            gathered.put(record.incarnation(), adoption);
            timers.startSingleTimer(Store.NOW, settings.holdAfter());
        }
        return Effect().none();
    }

    private Effect<Adopted, Holding> onLeave() {
        return gathered.isEmpty()
                ? Effect().stop()
                : Effect().persist(new Adopted(Map.copyOf(gathered))).thenStop();
    }

    private Effect<Adopted, Holding> onStore() {
        Adopted adopted = new Adopted(Map.copyOf(gathered));
        gathered.clear();
        return adopted.particles().isEmpty() ? Effect().none() : Effect().persist(adopted);
    }

    @Override
    public EventHandler<Holding, Adopted> eventHandler() {
        return newEventHandlerBuilder()
                .forAnyState()
                .onEvent(Adopted.class, Holding::on)
                .build();
    }

    @Override
    public RetentionCriteria retentionCriteria() {
        return RetentionCriteria.snapshotEvery(SNAPSHOT_EVERY, SNAPSHOTS_KEPT);
    }
}
