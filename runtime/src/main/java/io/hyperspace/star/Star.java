package io.hyperspace.star;

import com.typesafe.config.Config;
import io.hyperspace.advert.AdvertSettings;
import io.hyperspace.advert.Bulletin;
import io.hyperspace.advert.Charted;
import io.hyperspace.advert.Crier;
import io.hyperspace.advert.Picked;
import io.hyperspace.advert.Wanted;
import io.hyperspace.advert.Wrangler;
import io.hyperspace.codec.Stored;
import io.hyperspace.delivery.Keep;
import io.hyperspace.delivery.Remembered;
import io.hyperspace.delivery.StarOutbox;
import io.hyperspace.driver.Driver;
import io.hyperspace.freight.Freight;
import io.hyperspace.lane.GravityCommand;
import io.hyperspace.lane.Knock;
import io.hyperspace.lane.StarCommand;
import io.hyperspace.provision.Memories;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.traversal.ParticleActor;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.pekko.actor.NoSerializationVerificationNeeded;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.jspecify.annotations.Nullable;

/**
 * A star: the sharded entity, a plain supervisor of its control plane, its gravity and its outbox. Everything but knocking
 * and what the outbox is to keep goes past it, and in a Super star what is for its wrangler. When one of its parts fails, the star fails with it, and lanes knock anew.
 *
 * <p>When it is to leave this Machine, its gravity hands over first, then its control plane stores what it has gathered;
 * the star has stopped when both have.
 */
public final class Star extends AbstractBehavior<StarCommand> {

    /** Makes sure that the star runs. Sent again and again; harmless when it does. */
    public record Start(ActorRef<Started> replyTo) implements StarCommand, Stored {}

    /** The star runs. */
    public record Started(StarKey star) implements Stored {}

    /** Asks the star to keep a durable wave. */
    public record Keeping(Keep keep) implements StarCommand, Stored {}

    /** Asks for the star's outbox, by whoever has something for it that is too large for one message. */
    public record FindOutbox(ActorRef<Outbox> replyTo) implements StarCommand, Stored {}

    /** The star's outbox, for as long as the star is where it is. */
    public record Outbox(ActorRef<StarOutbox.Command> outbox) implements Stored {}

    /** Tells a Super star how the stars of a Machine are. */
    public record Tell(Bulletin bulletin, @Nullable ActorRef<Charted> replyTo) implements StarCommand, Stored {}

    /** Asks a Super star for a star for a particle. */
    public record Pick(Wanted wanted, ActorRef<Picked> replyTo) implements StarCommand, Stored {}

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
     * @param memories keeps the memory of particles that move
     * @param crier hears how the star is
     * @param wrangler places particles; null when this is no Super star
     * @param doors gives a knock that passes by to the next star
     * @param freight counts the large waves that come and go
     * @param near knows the stars of the Machine
     */
    public record Parts(
            StarKey star,
            List<Driver> drivers,
            ParticleActor.Surroundings around,
            Behavior<StarOutbox.Command> outbox,
            Memories memories,
            ActorRef<Crier.Command> crier,
            @Nullable Behavior<Wrangler.Command> wrangler,
            BiConsumer<StarKey, Knock> doors,
            Freight freight,
            NearStars near,
            Config hyperspace) {
        public Parts {
            drivers = List.copyOf(drivers);
        }

        AdvertSettings adverts() {
            return AdvertSettings.of(hyperspace);
        }

        StarSettings settings() {
            return StarSettings.of(hyperspace);
        }
    }

    /** The particles that live in the star, as is stored. */
    private record Holds(Incarnations particles, long upTo) implements StarCommand, NoSerializationVerificationNeeded {}

    /** What the star's last place has answered. */
    private record Remember(List<Remembered> answered) implements StarCommand, NoSerializationVerificationNeeded {}

    /** The control plane had its time to store what it has. */
    private enum TooLate implements StarCommand, NoSerializationVerificationNeeded {
        NOW
    }

    /** How long the control plane may take to store what it has. What is lost then may let a queued wave run again. */
    private static final Duration CONTROL_TIME = Duration.ofSeconds(10);

    private final StarKey star;
    private final StarSettings settings;
    private final ActorRef<StarControl.Command> control;
    private final ActorRef<GravityCommand> gravity;
    private final ActorRef<StarOutbox.Command> outbox;
    private final @Nullable ActorRef<Wrangler.Command> wrangler;
    private final NearStars near;
    private boolean isLeaving;

    /** A star that runs once no Machine that was lost may still write, for that one may have had it. */
    public static Behavior<StarCommand> create(Parts parts) {
        return GatedStar.create(parts, () -> Behaviors.setup(context -> new Star(context, parts)));
    }

    private Star(ActorContext<StarCommand> context, Parts parts) {
        super(context);
        this.star = parts.star();
        this.settings = parts.settings();
        this.near = parts.near();
        ActorRef<StarCommand> self = context.getSelf();
        this.control = context.spawn(
                StarControl.create(
                        parts.star(),
                        parts.around().services().registry(),
                        settings,
                        answered -> self.tell(new Remember(answered)),
                        (particles, upTo) -> self.tell(new Holds(particles, upTo))),
                "control");
        this.gravity = context.spawn(Gravity.create(parts, new Notes(control)), "gravity");
        context.watch(gravity);
        context.watch(control);
        this.outbox = context.spawn(parts.outbox(), "outbox");
        context.watch(outbox);
        Behavior<Wrangler.Command> wrangling = parts.wrangler();
        this.wrangler = wrangling == null ? null : context.spawn(wrangling, "wrangler");
        near.enter(star, self);
    }

    @Override
    public Receive<StarCommand> createReceive() {
        return newReceiveBuilder()
                .onMessage(Knock.class, this::onKnock)
                .onMessage(Keeping.class, this::onKeeping)
                .onMessage(FindOutbox.class, this::onFindOutbox)
                .onMessage(Start.class, this::onStart)
                .onMessage(Release.class, this::onRelease)
                .onMessage(Inspect.class, this::onInspect)
                .onMessage(Wake.class, this::onWake)
                .onMessage(Stop.class, stop -> onStop())
                .onMessage(Remember.class, this::onRemember)
                .onMessage(Holds.class, this::onHolds)
                .onMessage(Tell.class, this::onTell)
                .onMessage(Pick.class, this::onPick)
                .onMessage(TooLate.class, late -> Behaviors.stopped())
                .onSignal(Terminated.class, this::onEnded)
                .onSignal(PostStop.class, stop -> onStopped())
                .build();
    }

    private Behavior<StarCommand> onKnock(Knock knock) {
        gravity.tell(knock);
        return this;
    }

    private Behavior<StarCommand> onRemember(Remember remember) {
        gravity.tell(new Gravity.TakeUp(remember.answered()));
        return this;
    }

    private Behavior<StarCommand> onHolds(Holds holds) {
        gravity.tell(new Gravity.Holds(holds.particles(), holds.upTo()));
        return this;
    }

    private Behavior<StarCommand> onTell(Tell tell) {
        if (wrangler != null) {
            wrangler.tell(new Wrangler.Hear(tell.bulletin(), tell.replyTo()));
        }
        return this;
    }

    private Behavior<StarCommand> onPick(Pick pick) {
        if (wrangler != null) {
            wrangler.tell(new Wrangler.Pick(pick.wanted(), pick.replyTo()));
        }
        return this;
    }

    private Behavior<StarCommand> onInspect(Inspect inspect) {
        gravity.tell(inspect);
        return this;
    }

    private Behavior<StarCommand> onWake(Wake wake) {
        gravity.tell(wake);
        return this;
    }

    private Behavior<StarCommand> onRelease(Release release) {
        gravity.tell(release);
        return this;
    }

    private Behavior<StarCommand> onStop() {
        isLeaving = true;
        outbox.tell(StarOutbox.Leave.NOW);
        gravity.tell(Gravity.HandOver.NOW);
        return this;
    }

    private Behavior<StarCommand> onStopped() {
        near.leave(star, getContext().getSelf());
        return this;
    }

    private Behavior<StarCommand> onEnded(Terminated ended) {
        if (!isLeaving || ended.getRef().equals(outbox.<Void>unsafeUpcast())) {
            throw new IllegalStateException("a part of star " + star + " has ended: " + ended.getRef());
        }
        if (ended.getRef().equals(control.<Void>unsafeUpcast())) {
            return Behaviors.stopped();
        }
        outbox.tell(StarOutbox.Leave.PARTICLES_GONE);
        control.tell(StarControl.Leave.NOW);
        getContext()
                .scheduleOnce(
                        settings.holdAfter().plus(CONTROL_TIME), getContext().getSelf(), TooLate.NOW);
        return this;
    }

    private Behavior<StarCommand> onKeeping(Keeping keeping) {
        outbox.tell(keeping.keep());
        return this;
    }

    private Behavior<StarCommand> onFindOutbox(FindOutbox find) {
        find.replyTo().tell(new Outbox(outbox));
        return this;
    }

    private Behavior<StarCommand> onStart(Start start) {
        start.replyTo().tell(new Started(star));
        return this;
    }
}
