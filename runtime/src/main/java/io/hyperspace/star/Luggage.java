package io.hyperspace.star;

import io.hyperspace.lane.GravityCommand;
import io.hyperspace.provision.Memories;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.particle.Location;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.traversal.Recall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.NoSerializationVerificationNeeded;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the particles of a star have in memory, while they move. Belongs to gravity, which alone calls it, but for taking:
 * particles that start do that.
 *
 * <p>Invariants: nothing is taken before a life of the star has begun, and nothing is kept in the name of an earlier one, so
 * what is there says that its particle has not started since. When nobody knows whether something was kept, the next life
 * begins before anything is taken or kept again. At most {@code state-total} bytes are on their way, and one transaction of a
 * star at a time, of {@code MAX_PART} bytes and one particle's more.
 */
final class Luggage {

    private static final Logger LOG = LoggerFactory.getLogger(Luggage.class);

    /** Bytes that are kept together. */
    private static final long MAX_PART = 4 << 20;

    private static final int MAX_TRIES = 2;

    private static final Recall AFTER_LOSS = new Recall(
            Recall.Outcome.FRESH, "the last place of its star was lost, or did not hand over within star.hand-over");

    /** How soon it is tried again to begin the next life. */
    private static final Duration AGAIN = Duration.ofMillis(500);

    /** What became of some of it. */
    record Stowed(List<Memories.Left> some, @Nullable Throwable failure)
            implements GravityCommand, NoSerializationVerificationNeeded {}

    /** Whether the next life has begun. */
    record Settled(@Nullable Ulid life, @Nullable Throwable failure)
            implements GravityCommand, NoSerializationVerificationNeeded {}

    /** The next life is to begin, and did not when it was last tried. */
    enum Settle implements GravityCommand, NoSerializationVerificationNeeded {
        NOW
    }

    /** Particles that left memory here, in the star's last place. */
    record Woken(List<Memories.Waiting> some, @Nullable Throwable failure)
            implements GravityCommand, NoSerializationVerificationNeeded {}

    /** Some more of them are to be started. */
    record WakeMore(@Nullable Incarnation behind) implements GravityCommand, NoSerializationVerificationNeeded {}

    /** The star's life has ended in order, or it could not be said. */
    enum Ended implements GravityCommand, NoSerializationVerificationNeeded {
        NOW
    }

    private final ActorContext<GravityCommand> context;
    private final StarKey star;
    private final Memories memories;
    private final StarSettings settings;
    private final Map<Incarnation, Memories.Left> waiting = new LinkedHashMap<>();
    private final Object lives = new Object();
    private @Nullable CompletableFuture<Ulid> life;
    private final Losses losses;
    private boolean hasTried;
    /** Since when the star is here: before its first life begins, for that waits for who needs it. */
    private final Ulid since = Ulid.next();
    /** The same where the star's last life did not end in order, else null. Also written where a life has begun. */
    private volatile @Nullable Ulid afterLoss;

    private boolean isLeaving;
    private boolean isEnding;
    private boolean hasEnded;
    /** Whether the next place of the star will miss something of which nothing is on disk. */
    private boolean hasLost;

    private boolean isStowing;
    private boolean unsettled;
    /** Whether there is no time any more to keep anything. */
    private boolean isOver;
    /** Also read where a life has begun, on any thread. */
    private volatile boolean isClosed;

    private int tries;
    private long bytes;

    Luggage(ActorContext<GravityCommand> context, StarKey star, Memories memories, StarSettings settings) {
        this.context = context;
        this.star = star;
        this.memories = memories;
        this.settings = settings;
        this.losses = new Losses(settings.losses());
    }

    /** Takes what a particle left behind. Called on any thread. */
    CompletionStage<Optional<Memories.Left>> take(ParticleRecord record) {
        Location location = record.location();
        long epoch = location == null ? 0 : location.epoch();
        return life().thenCompose(begun -> memories.take(record.incarnation(), epoch));
    }

    /** The star's life, which begins when somebody first asks for it: most stars have no particle that has memory. */
    private CompletionStage<Ulid> life() {
        synchronized (lives) {
            CompletableFuture<Ulid> now = life;
            if (now == null || now.isCompletedExceptionally()) {
                Ulid next = Ulid.next();
                boolean isFirst = !hasTried;
                hasTried = true;
                now = memories.begin(star, next)
                        .thenApply(isAfterLoss -> {
                            afterLoss = isFirst && isAfterLoss ? since : afterLoss;
                            return next;
                        })
                        .toCompletableFuture();
                life = now;
            }
            return now;
        }
    }

    /** What a particle that has started says of its memory. One that is newer than the star's last place has lost nothing there. */
    Recall told(ParticleNews.Remembers news) {
        Recall told = losses.told(news.incarnation(), news.memory());
        Ulid after = afterLoss;
        boolean wasThere = after != null && news.incarnation().ulid().compareTo(after) < 0;
        return wasThere && told.equals(Recall.FRESH) ? AFTER_LOSS : told;
    }

    /** A particle has stopped, and may have lost its memory by that. */
    void stopped(Held held, Incarnation particle, @Nullable String loss) {
        if (loss != null) {
            hasLost = hasLost || isLeaving;
            losses.note(particle, loss);
            held.recall(Recall.lost(loss));
        }
    }

    /** What a start took is lost. The next may have started meanwhile, and found nothing. */
    void lost(@Nullable Held held, ParticleNews.Lost news) {
        hasLost = hasLost || isLeaving;
        losses.note(news.incarnation(), news.why());
        if (held != null && held.isRunning() && held.isFresh()) {
            held.recall(losses.told(news.incarnation(), Recall.FRESH));
        }
    }

    /** A particle lives elsewhere: what it lost here is no news when it comes back. */
    void forget(Incarnation particle) {
        losses.forget(particle);
    }

    /** From now on all that is taken in counts towards the total: the star leaves this Machine. */
    void leave() {
        isLeaving = true;
    }

    /** Looks who left something when this star left its last place. What cannot be read waits for its next wave. */
    void wake(WakeMore more) {
        context.pipeToSelf(
                memories.waiting(star, more.behind(), settings.wake()),
                (some, failure) -> new Woken(some == null ? List.of() : some, failure));
    }

    /** @return who is to be started */
    List<Memories.Waiting> onWoken(Woken woken) {
        List<Memories.Waiting> some = woken.some();
        if (woken.failure() != null) {
            LOG.info("who left memory in star {} starts with the next wave", star, woken.failure());
        } else if (some.size() == settings.wake()) {
            Incarnation last = some.get(some.size() - 1).incarnation();
            context.scheduleOnce(settings.wakeEvery(), context.getSelf(), new WakeMore(last));
        }
        return some;
    }

    /** Takes in what a particle leaves behind; what is too much is only remembered as lost. */
    void takeIn(Memories.Left left) {
        if (isOver) {
            tellOfLoss(left);
            return;
        }
        Memories.Left kept = withinLimits(left);
        bytes += size(kept);
        if (kept.lost() != null) {
            LOG.warn("the memory of {} is lost: {}", kept.point(), kept.lost());
        }
        waiting.put(kept.incarnation(), kept);
        stow();
    }

    private Memories.Left withinLimits(Memories.Left left) {
        String why = null;
        if (size(left) > settings.stateLimit()) {
            why = "it is larger than move.state-limit, " + settings.stateLimit() + " bytes";
        } else if (bytes + size(left) > settings.stateTotal()) {
            why = "its star carries move.state-total already, " + settings.stateTotal() + " bytes";
        }
        return why == null ? left : Memories.Left.lost(left.incarnation(), left.point(), left.epoch(), why);
    }

    private static long size(Memories.Left left) {
        byte[] memory = left.bytes();
        return memory == null ? 0 : memory.length;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    boolean has(Incarnation particle) {
        return waiting.containsKey(particle);
    }

    /** Whether something may still be kept of which nobody knows, so that no particle may be let go of. */
    boolean isUnsettled() {
        return unsettled;
    }

    private void stow() {
        if (isStowing || unsettled || waiting.isEmpty()) {
            return;
        }
        isStowing = true;
        List<Memories.Left> part = new ArrayList<>();
        long size = 0;
        for (Memories.Left left : waiting.values()) {
            if (size < MAX_PART) {
                part.add(left);
                size += size(left);
            }
        }
        context.pipeToSelf(
                life().thenCompose(
                                begun -> isClosed || !isCurrent(begun) ? tooLate() : memories.keep(star, begun, part)),
                (kept, failure) -> new Stowed(part, failure));
    }

    private static CompletionStage<Void> tooLate() {
        return CompletableFuture.failedFuture(Faults.notReady("memory").toException());
    }

    /** Nothing is kept any more: the star's next place may have begun, whose particles have started fresh. */
    void close() {
        isClosed = true;
    }

    /** @return those that may start elsewhere now */
    List<Memories.Left> onStowed(Stowed stowed) {
        isStowing = false;
        if (stowed.failure() != null) {
            LOG.warn(
                    "memory of star {} could not be kept: {}",
                    star,
                    stowed.failure().toString());
            tries++;
            unsettle();
            return List.of();
        }
        return done(stowed.some());
    }

    private List<Memories.Left> done(List<Memories.Left> some) {
        tries = 0;
        List<Memories.Left> done = some.stream()
                .filter(left -> left.equals(waiting.get(left.incarnation())))
                .toList();
        done.forEach(this::letGo);
        stow();
        return done;
    }

    private void letGo(Memories.Left left) {
        waiting.remove(left.incarnation());
        bytes -= isLeaving ? 0 : size(left);
    }

    /** Begins the next life; until it has begun, something may still be kept in the name of this one. */
    private void unsettle() {
        unsettled = true;
        synchronized (lives) {
            life = null;
        }
        settle();
    }

    void settle() {
        if (unsettled) {
            context.pipeToSelf(life(), Settled::new);
        }
    }

    /** An earlier one may have been given up before it had begun. */
    private boolean isCurrent(@Nullable Ulid begun) {
        synchronized (lives) {
            return life != null && !life.isCompletedExceptionally() && Objects.equals(life.getNow(null), begun);
        }
    }

    /** @return those that may start elsewhere now, without their memory */
    List<Memories.Left> onSettled(Settled settled) {
        if (settled.failure() != null) {
            context.scheduleOnce(AGAIN, context.getSelf(), Settle.NOW);
            return List.of();
        }
        if (!isCurrent(settled.life())) {
            return List.of();
        }
        unsettled = false;
        if (tries < MAX_TRIES) {
            stow();
            return List.of();
        }
        List<Memories.Left> lost = List.copyOf(waiting.values());
        lost.forEach(this::tellOfLoss);
        return done(lost);
    }

    /** There is no more time for any. */
    void giveUp() {
        isOver = true;
        List.copyOf(waiting.values()).forEach(left -> giveUp(left.incarnation()));
    }

    /** There is no more time for one: it is lost, and must not come back by being kept late. The next place sees to that too. */
    void giveUp(Incarnation particle) {
        Memories.Left left = waiting.get(particle);
        if (left != null) {
            tellOfLoss(left);
            letGo(left);
            if (isStowing && !isLeaving) {
                unsettle();
            }
        }
    }

    /**
     * Ends the star's life in order, if one has begun, when nothing is left to be kept.
     *
     * @return false while that is under way
     */
    boolean end() {
        CompletionStage<Ulid> now;
        synchronized (lives) {
            now = life;
        }
        if (now == null || hasEnded || isOver || hasLost) {
            return true;
        }
        if (!isEnding) {
            isEnding = true;
            context.pipeToSelf(now.thenCompose(begun -> memories.end(star, begun)), (done, failure) -> Ended.NOW);
        }
        return false;
    }

    void onEnded() {
        hasEnded = true;
    }

    private void tellOfLoss(Memories.Left left) {
        hasLost = hasLost || isLeaving;
        losses.note(left.incarnation(), "it could not be kept in time");
        LOG.error("the memory of {} is lost: it could not be kept in time", left.point());
    }
}
