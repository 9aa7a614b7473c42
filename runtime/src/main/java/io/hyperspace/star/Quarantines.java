package io.hyperspace.star;

import io.hyperspace.lane.GravityCommand;
import io.hyperspace.provision.Copy;
import io.hyperspace.provision.Registry;
import io.hyperspace.provision.RegistryView;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.point.Point;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.actor.NoSerializationVerificationNeeded;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/**
 * Particles of one star that are in quarantine while their records do not say so yet. Belongs to gravity, which alone calls
 * it. They are stored in batches with a pause between: each is a commit of its own, and thousands at once would cost their
 * neighbours more than the failures did.
 *
 * <p>Invariants: at most one batch is under way, of at most {@code quarantine-batch} particles, and it begins no sooner than
 * {@code quarantine-every} after the one before has ended; one that comes when nothing was stored for so long does not wait.
 * After a batch of which something could not be stored the next begins no sooner than {@code quarantine-again}; what was not
 * stored is in one of those that follow. A particle is here from the decision on until its record says Panic, or it is gone.
 * A star that leaves does not pause between batches, and waits for them; for those that have no time any more nothing is
 * stored, and they start with a new budget in its next place.
 */
final class Quarantines {

    /** What gravity hears and tells this. */
    sealed interface News extends GravityCommand, NoSerializationVerificationNeeded {}

    /** A batch has ended; these could not be stored. */
    record Stored(Set<Incarnation> failed) implements News {}

    private enum Pause implements News {
        OVER
    }

    private final ActorContext<GravityCommand> context;
    private final RegistryView view;
    private final Registry registry;
    private final int batch;
    private final Duration every;
    private final Duration again;
    private Map<Incarnation, Point> waiting = new LinkedHashMap<>();
    private Map<Incarnation, Point> underWay = new LinkedHashMap<>();
    private boolean isBusy;
    /** The batch under way, or the last one. */
    private CompletionStage<Set<Incarnation>> storing = CompletableFuture.completedFuture(Set.of());

    private boolean isLeaving;
    private boolean isOver;

    Quarantines(ActorContext<GravityCommand> context, RegistryView view, Registry registry, StarSettings settings) {
        this.context = context;
        this.view = view;
        this.registry = registry;
        this.batch = settings.quarantineBatch();
        this.every = settings.quarantineEvery();
        this.again = settings.quarantineAgain();
    }

    /** A particle is not to be started any more. */
    void add(Incarnation incarnation, Point point) {
        if (!isOver) {
            waiting.put(incarnation, point);
            next();
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty() && underWay.isEmpty();
    }

    /** Whether a particle is in quarantine though its record may not say so. */
    boolean has(Incarnation incarnation) {
        return waiting.containsKey(incarnation) || underWay.containsKey(incarnation);
    }

    /**
     * A particle gets another chance before its record said that it needs one.
     *
     * @return completes when the Registry has answered, or does not answer, whether its record says so; never fails
     */
    CompletionStage<Set<Incarnation>> forgive(Incarnation incarnation) {
        waiting.remove(incarnation);
        return underWay.remove(incarnation) == null ? CompletableFuture.completedFuture(Set.of()) : storing;
    }

    private void next() {
        if (isBusy || waiting.isEmpty()) {
            return;
        }
        isBusy = true;
        underWay = take(waiting, batch);
        storing = store(underWay);
        context.pipeToSelf(storing, (failed, failure) -> new Stored(failed));
    }

    private static Map<Incarnation, Point> take(Map<Incarnation, Point> from, int most) {
        Map<Incarnation, Point> some = new LinkedHashMap<>();
        from.entrySet().stream().limit(most).forEach(each -> some.put(each.getKey(), each.getValue()));
        from.keySet().removeAll(some.keySet());
        return some;
    }

    void on(News news) {
        if (news instanceof Stored stored) {
            onStored(stored);
        } else {
            goOn();
        }
    }

    private void goOn() {
        isBusy = false;
        next();
    }

    private void onStored(Stored stored) {
        underWay.forEach((incarnation, point) -> {
            if (stored.failed().contains(incarnation)) {
                waiting.put(incarnation, point);
            }
        });
        underWay = new LinkedHashMap<>();
        boolean isStored = stored.failed().isEmpty();
        if (isStored && isLeaving) {
            goOn();
        } else {
            context.scheduleOnce(isStored ? every : again, context.getSelf(), Pause.OVER);
        }
    }

    /** The star leaves: what waits is stored before it goes. */
    void leave() {
        isLeaving = true;
    }

    /** There is no more time for any. */
    void giveUp() {
        isOver = true;
        waiting.clear();
        underWay.clear();
    }

    /** All that are stored together share a transaction, as far as the journal lets them; which of them were not stored. */
    private CompletionStage<Set<Incarnation>> store(Map<Incarnation, Point> some) {
        Set<Incarnation> failed = ConcurrentHashMap.newKeySet();
        List<CompletableFuture<?>> all = new ArrayList<>();
        some.forEach((incarnation, point) -> all.add(panic(incarnation, point)
                .handle((copy, failure) -> failure == null || isOver(failure) || failed.add(incarnation))
                .toCompletableFuture()));
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).thenApply(any -> failed);
    }

    private CompletionStage<Copy> panic(Incarnation incarnation, Point point) {
        return view.learn(point, () -> registry.setStatus(point, incarnation, Status.PANIC));
    }

    /** Whether there is no such particle any more. */
    private static boolean isOver(Throwable failure) {
        int status = HyperspaceException.faultOf(failure).status();
        return status == 404 || status == 409;
    }
}
