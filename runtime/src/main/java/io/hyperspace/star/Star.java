package io.hyperspace.star;

import com.typesafe.config.Config;
import io.hyperspace.codec.Stored;
import io.hyperspace.driver.Driver;
import io.hyperspace.lane.GravityCommand;
import io.hyperspace.lane.Knock;
import io.hyperspace.lane.StarCommand;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.traversal.ParticleActor;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.NoSerializationVerificationNeeded;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * A star: the sharded entity, a plain supervisor of its control plane and its gravity. Everything but knocking goes past
 * it. When its gravity fails, the star fails with it, and lanes knock anew.
 *
 * <p>When it is to leave this Machine, its gravity hands over first, then its control plane stores what it has gathered;
 * the star has stopped when both have.
 */
public final class Star extends AbstractBehavior<StarCommand> {

    /** Makes sure that the star runs. Sent again and again; harmless when it does. */
    public record Start(ActorRef<Started> replyTo) implements StarCommand, Stored {}

    /** The star runs. */
    public record Started(StarKey star) implements Stored {}

    /** Ends the star before it moves to another Machine. */
    public enum Stop implements StarCommand, Stored {
        NOW
    }

    /**
     * What a star is made of.
     *
     * @param star its key
     * @param drivers those of its kind of star
     * @param around what its particles share
     */
    public record Parts(StarKey star, List<Driver> drivers, ParticleActor.Surroundings around, Config hyperspace) {
        public Parts {
            drivers = List.copyOf(drivers);
        }

        StarSettings settings() {
            return StarSettings.of(hyperspace);
        }
    }

    /** The control plane had its time to store what it has. */
    private enum TooLate implements StarCommand, NoSerializationVerificationNeeded {
        NOW
    }

    /** How long the control plane may take to store what it has; losing that is harmless. */
    private static final Duration CONTROL_TIME = Duration.ofSeconds(2);

    private final StarKey star;
    private final StarSettings settings;
    private final ActorRef<StarControl.Command> control;
    private final ActorRef<GravityCommand> gravity;
    private boolean isLeaving;

    /** A star that runs once no Machine that was lost may still write, for that one may have had it. */
    public static Behavior<StarCommand> create(Parts parts) {
        return GatedStar.create(parts, () -> Behaviors.setup(context -> new Star(context, parts)));
    }

    private Star(ActorContext<StarCommand> context, Parts parts) {
        super(context);
        this.star = parts.star();
        this.settings = parts.settings();
        this.control = context.spawn(StarControl.create(parts.star(), settings), "control");
        this.gravity =
                context.spawn(Gravity.create(parts, record -> control.tell(new StarControl.Hold(record))), "gravity");
        context.watch(gravity);
        context.watch(control);
    }

    @Override
    public Receive<StarCommand> createReceive() {
        return newReceiveBuilder()
                .onMessage(Knock.class, this::onKnock)
                .onMessage(Start.class, this::onStart)
                .onMessage(Release.class, this::onRelease)
                .onMessage(Inspect.class, this::onInspect)
                .onMessage(Stop.class, stop -> onStop())
                .onMessage(TooLate.class, late -> Behaviors.stopped())
                .onSignal(Terminated.class, this::onEnded)
                .build();
    }

    private Behavior<StarCommand> onKnock(Knock knock) {
        gravity.tell(knock);
        return this;
    }

    private Behavior<StarCommand> onInspect(Inspect inspect) {
        gravity.tell(inspect);
        return this;
    }

    private Behavior<StarCommand> onRelease(Release release) {
        gravity.tell(release);
        return this;
    }

    private Behavior<StarCommand> onStop() {
        isLeaving = true;
        gravity.tell(Gravity.HandOver.NOW);
        return this;
    }

    private Behavior<StarCommand> onEnded(Terminated ended) {
        if (!isLeaving) {
            throw new IllegalStateException("a part of star " + star + " has ended: " + ended.getRef());
        }
        if (ended.getRef().equals(control.<Void>unsafeUpcast())) {
            return Behaviors.stopped();
        }
        control.tell(StarControl.Leave.NOW);
        getContext()
                .scheduleOnce(
                        settings.holdAfter().plus(CONTROL_TIME), getContext().getSelf(), TooLate.NOW);
        return this;
    }

    private Behavior<StarCommand> onStart(Start start) {
        start.replyTo().tell(new Started(star));
        return this;
    }
}
