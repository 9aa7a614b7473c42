package io.hyperspace.star;

import io.hyperspace.lane.StarCommand;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.pekko.actor.NoSerializationVerificationNeeded;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * A star before it starts: it waits until no Machine that was lost may still write, for its particles may run there still.
 * It keeps what comes, each once; one more than {@code MAX_WAITING} is dropped, for all of it is sent again.
 */
final class GatedStar extends AbstractBehavior<StarCommand> {

    /** Every Machine knocks with one lane and asks whether the star runs. */
    private static final int MAX_WAITING = 10_000;

    private enum Open implements StarCommand, NoSerializationVerificationNeeded {
        NOW
    }

    private final Supplier<Behavior<StarCommand>> star;
    private final Set<StarCommand> waiting = new LinkedHashSet<>();

    static Behavior<StarCommand> create(Star.Parts parts, Supplier<Behavior<StarCommand>> star) {
        CompletableFuture<Boolean> safe =
                parts.around().services().registry().whenSafe().toCompletableFuture();
        if (safe.isDone() && !safe.isCompletedExceptionally()) {
            return star.get();
        }
        return Behaviors.setup(context -> {
            context.pipeToSelf(safe, (isSafe, failure) -> Open.NOW);
            return new GatedStar(context, star);
        });
    }

    private GatedStar(ActorContext<StarCommand> context, Supplier<Behavior<StarCommand>> star) {
        super(context);
        this.star = star;
    }

    @Override
    public Receive<StarCommand> createReceive() {
        return newReceiveBuilder()
                .onMessageEquals(Open.NOW, this::onOpen)
                .onMessage(Star.Stop.class, stop -> Behaviors.stopped())
                .onAnyMessage(this::onOther)
                .build();
    }

    private Behavior<StarCommand> onOther(StarCommand command) {
        if (waiting.size() < MAX_WAITING) {
            waiting.add(command);
        }
        return this;
    }

    private Behavior<StarCommand> onOpen() {
        waiting.forEach(getContext().getSelf()::tell);
        return star.get();
    }
}
