package io.hyperspace.advert;

import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.pekko.actor.NoSerializationVerificationNeeded;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.jspecify.annotations.Nullable;

/**
 * What a Super star does: hears how all stars are, and picks one for each particle that somebody wants to place. What it picks
 * is a proposal; whoever asked has the Registry decide.
 *
 * <p>Invariant: it picks only when it has heard of every Machine of the cluster, or has waited for {@code gather}. A Super star
 * that has just come to another Machine would else fill the stars of those that happened to tell first.
 */
public final class Wrangler extends AbstractBehavior<Wrangler.Command> {

    /** What a wrangler takes. */
    public sealed interface Command extends NoSerializationVerificationNeeded {}

    /**
     * A Machine tells how its stars are.
     *
     * @param replyTo is told what is known of all; null for nobody
     */
    public record Hear(Bulletin bulletin, @Nullable ActorRef<Charted> replyTo) implements Command {}

    /** Somebody wants a star for a particle. */
    public record Pick(Wanted wanted, ActorRef<Picked> replyTo) implements Command {}

    private final StarChart chart;
    private final Supplier<Set<String>> machines;
    private final AdvertSettings settings;
    private final long began = System.nanoTime();
    private boolean isReady;

    /** @param machines the addresses of the Machines of the cluster */
    public static Behavior<Command> create(Supplier<Set<String>> machines, AdvertSettings settings) {
        return Behaviors.setup(context -> new Wrangler(context, machines, settings));
    }

    private Wrangler(ActorContext<Command> context, Supplier<Set<String>> machines, AdvertSettings settings) {
        super(context);
        this.machines = machines;
        this.settings = settings;
        this.chart = new StarChart(settings.stars(), settings.pickedFor(), settings.slow(), new Random());
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Hear.class, this::onHear)
                .onMessage(Pick.class, this::onPick)
                .build();
    }

    private Behavior<Command> onHear(Hear hear) {
        long now = System.nanoTime();
        chart.hear(hear.bulletin(), now);
        chart.forgetBefore(now - settings.forgetAfter().toNanos());
        if (hear.replyTo() != null && isReady()) {
            hear.replyTo().tell(chart.chart());
        }
        return this;
    }

    private Behavior<Command> onPick(Pick pick) {
        pick.replyTo().tell(isReady() ? new Picked(chart.pick(pick.wanted())) : Picked.NONE);
        return this;
    }

    private boolean isReady() {
        isReady = isReady
                || System.nanoTime() - began > settings.gather().toNanos()
                || chart.machines().containsAll(machines.get());
        return isReady;
    }
}
