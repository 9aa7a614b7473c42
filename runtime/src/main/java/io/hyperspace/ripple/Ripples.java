package io.hyperspace.ripple;

import com.typesafe.config.Config;
import io.hyperspace.provision.Registry;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.wave.Echo;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.Ripple;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.pekko.actor.NoSerializationVerificationNeeded;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * The ripples of this Machine, each an actor for as long as it is under way. At most {@code hyperspace.ripple.in-flight} are
 * at once, one more is refused with 429.
 */
public final class Ripples {

    /** A ripple ends itself by its deadline; this is for one whose Machine stopped meanwhile. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final RippleSettings settings;
    private final ActorRef<Begin> starter;
    private final AtomicInteger underWay = new AtomicInteger();

    private final Targets targets;

    private record Begin(Behavior<RippleRun.Command> run) implements NoSerializationVerificationNeeded {}

    private Ripples(RippleSettings settings, Targets targets, ActorRef<Begin> starter) {
        this.settings = settings;
        this.targets = targets;
        this.starter = starter;
    }

    /**
     * Starts the parent of ripples as a child of an actor.
     *
     * @param hyperspace the configuration below {@code hyperspace}
     */
    public static Ripples start(ActorContext<?> context, Config hyperspace, Registry registry) {
        RippleSettings settings = RippleSettings.of(hyperspace);
        Behavior<Begin> parent = Behaviors.receive((self, begin) -> {
            self.spawnAnonymous(begin.run());
            return Behaviors.same();
        });
        return new Ripples(settings, new Targets(registry, settings.targets()), context.spawn(parent, "ripples"));
    }

    /**
     * Sends a ripple.
     *
     * @param waves sends the wave to one target; never fails
     * @param listener is told of each echo that is waited for, one after the other, and must return at once
     * @return what became of it; the stage does not fail, and completes by the ripple's deadline
     */
    public CompletionStage<Outcome> send(
            Ripple ripple, Bounce bounce, Function<Ping, CompletionStage<Pong>> waves, Consumer<Echo> listener) {
        if (underWay.incrementAndGet() > settings.inFlight()) {
            underWay.decrementAndGet();
            return CompletableFuture.completedFuture(
                    Outcome.refused(ripple.id(), Faults.tooMany("the table of ripples", settings.inFlight())));
        }
        long left = Math.max(0, ripple.deadline() - System.currentTimeMillis());
        CompletableFuture<Outcome> outcome = new CompletableFuture<Outcome>()
                .completeOnTimeout(
                        Outcome.refused(ripple.id(), Faults.timedOut("the ripple")),
                        left + GRACE.toMillis(),
                        TimeUnit.MILLISECONDS);
        RippleRun.Order order = new RippleRun.Order(ripple, bounce, waves, listener, outcome);
        starter.tell(new Begin(RippleRun.create(order, targets, settings)));
        return outcome.whenComplete((done, failure) -> underWay.decrementAndGet());
    }
}
