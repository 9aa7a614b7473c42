package io.hyperspace.delivery;

import io.hyperspace.codec.BodyWeight;
import io.hyperspace.provision.Outbox;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Reflected;
import io.hyperspace.space.wave.Signal;
import io.hyperspace.space.wave.WaveId;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.pekko.actor.NoSerializationVerificationNeeded;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;

/**
 * Sends the durable waves of one star. It lives with the star and begins with what the star's last place left on disk.
 *
 * <p>A wave is sent at once. Whoever gave it hears that it is kept when its row is on disk, or when the target has answered,
 * whichever comes first; most are answered before their row is written, and need none.
 *
 * <p>Invariants: nobody is told that a wave is kept that is neither on disk nor answered; a row goes only after the target
 * has answered or the deadline has passed; no wave that is settled is said to be so before all that was on disk is known, for
 * only then is what is not here settled; at most {@code durable} waves and {@code durable-size} bytes are in memory: one
 * more is refused with 429, and what is on disk waits there; what comes in order is sent in that order, after what was on
 * disk at the start.
 */
public final class StarOutbox extends AbstractBehavior<StarOutbox.Command> {

    /** What an outbox takes. */
    public sealed interface Command permits Keep, Own {}

    /** What it tells itself. */
    sealed interface Own extends Command, NoSerializationVerificationNeeded {}

    private record Stored(WaveId wave, @Nullable Throwable failure) implements Own {}

    private record Answered(Reflected answer) implements Own {}

    private record Removed(List<WaveId> waves, @Nullable Throwable failure) implements Own {}

    private record Read(
            int limit,
            long size,
            @Nullable List<Outbox.Entry> page,
            @Nullable Throwable failure) implements Own {}

    private enum Tick implements Own {
        NOW
    }

    /** What the star says of leaving this Machine. */
    public enum Leave implements Own {
        /** It is about to: what is here is stored now, and what still comes at once, for its particles go on for a while. */
        NOW,
        /** No particle runs here any more: what comes from now on is to wait for the star's next place. */
        PARTICLES_GONE
    }

    /** Some waves may have gone unanswered for long enough to be stored. */
    private enum Store implements Own {
        NOW
    }

    /** Rows that are read, and rows that are removed, at once. */
    private static final int PAGE = 500;
    /** Bytes of waves that are read at once, or one wave. */
    private static final long PAGE_SIZE = 16 << 20;

    private final StarKey star;
    private final NearOutboxes near;
    private final Outbox outbox;
    private final DeliverySettings settings;
    private final ActorRefResolver refs;
    private final Attempts attempts;
    private final TimerScheduler<Command> timers;
    private final Untold untold = new Untold();
    private final Unsettled unsettled = new Unsettled();
    private final Set<WaveId> writing = new HashSet<>();
    private final Set<WaveId> ended = new LinkedHashSet<>();
    /** Waves whose row was not written, or was without anybody hearing of it; the latest, {@code durable} at most. */
    private final Set<WaveId> doubtful = new LinkedHashSet<>();

    private boolean isLeaving;
    private boolean isRemoving;
    private boolean isReading;
    private boolean hasRead;
    private long readAgainAt;
    private @Nullable WaveId lastRead;

    /** @param near where it is entered for as long as the star is here and stays */
    public static Behavior<Command> create(
            StarKey star, Outbox outbox, Route route, DeliverySettings settings, NearOutboxes near) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(Tick.NOW, settings.tick());
            return new StarOutbox(context, timers, star, outbox, route, settings, near);
        }));
    }

    private StarOutbox(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            StarKey star,
            Outbox outbox,
            Route route,
            DeliverySettings settings,
            NearOutboxes near) {
        super(context);
        this.near = near;
        this.timers = timers;
        this.star = star;
        this.outbox = outbox;
        this.settings = settings;
        this.refs = ActorRefResolver.get(context.getSystem());
        ActorRef<Reflected> answers = context.messageAdapter(Reflected.class, Answered::new);
        this.attempts = new Attempts(settings, unsettled.telling(route, () -> hasRead), answers);
        near.enter(star, context.getSelf());
        readOn(System.currentTimeMillis());
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Keep.class, this::onKeep)
                .onMessage(Stored.class, this::onStored)
                .onMessage(Answered.class, this::onAnswered)
                .onMessage(Removed.class, this::onRemoved)
                .onMessage(Read.class, this::onRead)
                .onMessage(Tick.class, tick -> onTick())
                .onMessage(Store.class, store -> onStore())
                .onMessage(Leave.class, this::onLeave)
                .onSignal(PostStop.class, stop -> onStopped())
                .build();
    }

    /**
     * Who has the star next cannot know of what is here alone. A particle that waits until a signal is accepted holds the star
     * here, so its signals cannot wait for the next place.
     */
    private Behavior<Command> onLeave(Leave leave) {
        isLeaving = true;
        if (leave == Leave.PARTICLES_GONE) {
            near.leave(star, getContext().getSelf());
        }
        storeDue(Long.MAX_VALUE);
        return this;
    }

    /** Who was not told asks the star's next place, and need not wait until nothing has been heard for too long. */
    private Behavior<Command> onStopped() {
        near.leave(star, getContext().getSelf());
        untold.all().stream().filter(wave -> !wave.isTold()).forEach(wave -> wave.tell(notHere()));
        return this;
    }

    private Fault notHere() {
        return Faults.notReady("the outbox of " + star);
    }

    private Behavior<Command> onKeep(Keep keep) {
        Directed wave = keep.wave();
        Untold.Wave known = untold.get(wave.id());
        if (ended.contains(wave.id())) {
            // Its row is about to go; a new one must not go with it.
            keep.sender().tell(new Kept(wave.id(), notHere()));
        } else if (known == null && !attempts.has(wave.id())) {
            take(keep);
        } else {
            keepAgain(known, keep);
        }
        return this;
    }

    /** From now on somebody else waits, for the answer and to hear that it is kept. */
    private void keepAgain(Untold.@Nullable Wave known, Keep keep) {
        if (attempts.has(keep.wave().id())) {
            attempts.begin(keep.wave(), 0, keep.replyTo(), System.currentTimeMillis());
        }
        if (known == null) {
            keep.sender().tell(new Kept(keep.wave().id(), null));
        } else {
            known.again(keep);
        }
    }

    private void take(Keep keep) {
        Directed wave = keep.wave();
        long bytes = BodyWeight.of(wave);
        Fault full = full(wave.agent(), bytes);
        if (full != null) {
            keep.sender().tell(new Kept(wave.id(), full));
            return;
        }
        long now = System.currentTimeMillis();
        Untold.Wave one = untold.add(keep, bytes, now + settings.storeAfter().toMillis());
        if (doubtful.remove(wave.id())) {
            one.mayHaveARow();
        }
        unsettled.add(wave);
        if (hasRead) {
            attempts.begin(wave, bytes, keep.replyTo(), now);
        }
        if (isLeaving) {
            storeDue(Long.MAX_VALUE);
        } else if (isAwaitedByTarget(wave)) {
            untold.storing(one);
            store(wave, one.replyTo());
        } else if (!timers.isTimerActive(Store.NOW)) {
            timers.startSingleTimer(Store.NOW, Store.NOW, settings.storeAfter());
        }
    }

    /**
     * Whether a signal's target waits, itself or through others, for the signal to be accepted, as one does that sends itself
     * a signal. It may take nothing until then, so to wait for its answer would be in vain.
     */
    private static boolean isAwaitedByTarget(Directed wave) {
        return wave instanceof Signal signal && signal.head().chain().contains(signal.to());
    }

    /** Waves that were not sent yet, because what was on disk before goes first. */
    private int unsent() {
        return hasRead ? 0 : untold.count();
    }

    private long unsentSize() {
        return hasRead ? 0 : untold.size();
    }

    /** While the disk is being read, what is new takes half of the room, or reading could not go on. */
    private @Nullable Fault full(Agent agent, long more) {
        int part = hasRead ? 1 : 2;
        if (!agent.equals(Agent.HYPERUSER) && attempts.of(agent) + unsent(agent) >= settings.share()) {
            return Faults.tooMany("the outbox of " + star + " for '" + agent + "'", settings.share());
        }
        if (attempts.count() + unsent() + ended.size() >= settings.durable() || unsent() >= settings.durable() / part) {
            return Faults.tooMany("the outbox of " + star, settings.durable());
        }
        return attempts.size() + unsentSize() + more > settings.durableSize()
                        || unsentSize() + more > settings.durableSize() / part
                ? Faults.tooMany("the memory of the outbox of " + star, (int)
                        Math.min(Integer.MAX_VALUE, settings.durableSize()))
                : null;
    }

    private long unsent(Agent agent) {
        return hasRead ? 0 : untold.of(agent);
    }

    /** Stores what has gone unanswered for long enough. */
    private Behavior<Command> onStore() {
        long now = System.currentTimeMillis();
        storeDue(now);
        long next = untold.nextDue();
        if (next >= 0) {
            timers.startSingleTimer(Store.NOW, Store.NOW, Duration.ofMillis(Math.max(1, next - now)));
        }
        return this;
    }

    private void storeDue(long now) {
        untold.due(now).forEach(wave -> store(wave.wave(), wave.replyTo()));
    }

    private void store(Directed wave, @Nullable ActorRef<Reflected> replyTo) {
        writing.add(wave.id());
        Outbox.Entry entry = new Outbox.Entry(
                wave.id(), Answers.targetOf(wave), wave.deadline(), Envelope.write(wave, replyTo, refs));
        getContext().pipeToSelf(outbox.keep(star, entry), (done, failure) -> new Stored(wave.id(), failure));
    }

    /** One that could not be stored is sent no more: its sender asks again, or is told. */
    private Behavior<Command> onStored(Stored stored) {
        writing.remove(stored.wave());
        Untold.Wave wave = untold.get(stored.wave());
        if (wave == null) {
            return this;
        }
        // One whose row of before was read meanwhile is on disk, whatever became of the row that was to be written now.
        Throwable failure = wave.isTold() ? null : stored.failure();
        Fault refusal = failure == null ? null : HyperspaceException.faultOf(failure);
        wave.tell(refusal);
        if (refusal != null) {
            attempts.forget(stored.wave());
            unsettled.remove(wave.wave());
            doubt(stored.wave());
        }
        if (refusal != null || hasRead) {
            untold.remove(stored.wave());
        }
        return this;
    }

    private void doubt(WaveId wave) {
        if (doubtful.size() >= settings.durable()) {
            doubtful.remove(doubtful.iterator().next());
        }
        doubtful.add(wave);
    }

    /** Sends, now that all that was on disk before is sent, what came meanwhile, in the order in which it came. */
    private void sendUnsent() {
        long now = System.currentTimeMillis();
        for (Untold.Wave wave : untold.all()) {
            attempts.begin(wave.wave(), wave.bytes(), wave.replyTo(), now);
            if (wave.isTold()) {
                untold.remove(wave.wave().id());
            }
        }
    }

    private Behavior<Command> onAnswered(Answered answered) {
        Attempts.Attempt attempt = attempts.answered(answered.answer(), System.currentTimeMillis());
        if (attempt != null) {
            Untold.Wave wave = untold.get(attempt.wave().id());
            if (wave != null) {
                wave.tell(null);
            }
            attempt.answer(answered.answer());
            end(attempt.wave());
        }
        return this;
    }

    /** Of one that is not kept, its sender sees for himself that its time is over. */
    private void onOverdue(Attempts.Attempt late) {
        Directed wave = late.wave();
        getContext().getLog().debug("{} to {} was not answered before its deadline", wave.id(), Answers.targetOf(wave));
        late.answer(Answers.of(wave, Faults.timedOut("the wave to '" + Answers.targetOf(wave) + "'")));
        end(wave);
    }

    /** The row of a wave that has ended goes, if there is one or is about to be. */
    private void end(Directed wave) {
        WaveId id = wave.id();
        unsettled.remove(wave);
        Untold.Wave known = untold.remove(id);
        if (known == null || known.mayHaveRow() || writing.contains(id)) {
            ended.add(id);
        }
        if (ended.size() >= PAGE) {
            removeEnded();
        }
    }

    private void removeEnded() {
        if (isRemoving || ended.isEmpty()) {
            return;
        }
        List<WaveId> some = ended.stream()
                .filter(wave -> !writing.contains(wave))
                .limit(PAGE)
                .toList();
        isRemoving = !some.isEmpty();
        if (some.isEmpty()) {
            return;
        }
        getContext().pipeToSelf(outbox.remove(star, some), (done, failure) -> new Removed(some, failure));
    }

    private Behavior<Command> onRemoved(Removed removed) {
        isRemoving = false;
        if (removed.failure() == null) {
            removed.waves().forEach(ended::remove);
        }
        return this;
    }

    private Behavior<Command> onTick() {
        long now = System.currentTimeMillis();
        attempts.tick(now, this::onOverdue);
        removeEnded();
        if (now >= readAgainAt) {
            readOn(now);
        }
        return this;
    }

    /** Reads on in what was left on disk, while there is room for it. */
    private void readOn(long now) {
        int room = settings.durable() - attempts.count() - unsent() - ended.size();
        long roomSize = settings.durableSize() - attempts.size() - unsentSize();
        if (hasRead || isReading || room <= 0 || roomSize <= 0) {
            return;
        }
        isReading = true;
        readAgainAt = now + settings.retryMost().toMillis();
        int limit = Math.min(PAGE, room);
        long size = Math.min(PAGE_SIZE, roomSize);
        getContext()
                .pipeToSelf(
                        outbox.page(star, lastRead, limit, size),
                        (page, failure) -> new Read(limit, size, page, failure));
    }

    private Behavior<Command> onRead(Read read) {
        isReading = false;
        List<Outbox.Entry> page = read.page();
        if (page == null) {
            getContext().getLog().warn("the outbox of {} could not be read: {}", star, String.valueOf(read.failure()));
            return this;
        }
        page.forEach(this::goOn);
        long size = page.stream().mapToLong(entry -> entry.bytes().length).sum();
        if (page.size() < read.limit() && size < read.size()) {
            hasRead = true;
            sendUnsent();
        }
        lastRead = page.isEmpty() ? lastRead : page.get(page.size() - 1).wave();
        readAgainAt = 0;
        return this;
    }

    private void goOn(Outbox.Entry entry) {
        WaveId wave = entry.wave();
        Untold.Wave known = untold.get(wave);
        if (known != null) {
            known.mayHaveARow();
            known.tell(null);
        }
        if (known != null || attempts.has(wave) || ended.contains(wave)) {
            return;
        }
        try {
            Envelope envelope = Envelope.read(entry.bytes());
            unsettled.add(envelope.wave());
            attempts.begin(envelope.wave(), entry.bytes().length, envelope.waiting(refs), System.currentTimeMillis());
        } catch (IOException e) {
            getContext().getLog().error("the outbox of {} holds {}, which cannot be read", star, wave, e);
        }
    }
}
