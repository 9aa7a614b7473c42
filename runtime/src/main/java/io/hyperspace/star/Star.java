package io.hyperspace.star;

import com.typesafe.config.Config;
import io.hyperspace.codec.Stored;
import io.hyperspace.delivery.Keep;
import io.hyperspace.delivery.StarOutbox;
import io.hyperspace.driver.Driver;
import io.hyperspace.lane.GravityCommand;
import io.hyperspace.lane.Knock;
import io.hyperspace.lane.StarCommand;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.traversal.ParticleActor;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * A star: the sharded entity, a plain supervisor of its control plane, its gravity and its outbox. Everything but knocking
 * and what the outbox is to keep goes past it. When its gravity or its outbox fails, the star fails with it, and lanes knock
 * anew.
 */
public final class Star extends AbstractBehavior<StarCommand> {

    /** Makes sure that the star runs. Sent again and again; harmless when it does. */
    public record Start(ActorRef<Started> replyTo) implements StarCommand, Stored {}

    /** The star runs. */
    public record Started(StarKey star) implements Stored {}

    /** Asks the star to keep a durable wave. */
    public record Keeping(Keep keep) implements StarCommand, Stored {}

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
     * @param outbox sends its durable waves
     */
    public record Parts(
            StarKey star,
            List<Driver> drivers,
            ParticleActor.Surroundings around,
            Behavior<StarOutbox.Command> outbox,
            Config hyperspace) {
        public Parts {
            drivers = List.copyOf(drivers);
        }

        StarSettings settings() {
            return StarSettings.of(hyperspace);
        }
    }

    private final StarKey star;
    private final ActorRef<GravityCommand> gravity;
    private final ActorRef<StarOutbox.Command> outbox;

    public static Behavior<StarCommand> create(Parts parts) {
        return Behaviors.setup(context -> new Star(context, parts));
    }

    private Star(ActorContext<StarCommand> context, Parts parts) {
        super(context);
        this.star = parts.star();
        ActorRef<StarControl.Command> control =
                context.spawn(StarControl.create(parts.star(), parts.settings()), "control");
        this.gravity =
                context.spawn(Gravity.create(parts, record -> control.tell(new StarControl.Hold(record))), "gravity");
        context.watch(gravity);
        this.outbox = context.spawn(parts.outbox(), "outbox");
        context.watch(outbox);
    }

    @Override
    public Receive<StarCommand> createReceive() {
        return newReceiveBuilder()
                .onMessage(Knock.class, this::onKnock)
                .onMessage(Keeping.class, this::onKeeping)
                .onMessage(Start.class, this::onStart)
                .onMessage(Stop.class, stop -> Behaviors.stopped())
                .build();
    }

    private Behavior<StarCommand> onKnock(Knock knock) {
        gravity.tell(knock);
        return this;
    }

    private Behavior<StarCommand> onKeeping(Keeping keeping) {
        outbox.tell(keeping.keep());
        return this;
    }

    private Behavior<StarCommand> onStart(Start start) {
        start.replyTo().tell(new Started(star));
        return this;
    }
}
