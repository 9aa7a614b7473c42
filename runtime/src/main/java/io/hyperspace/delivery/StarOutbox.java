package io.hyperspace.delivery;

import io.hyperspace.provision.Outbox;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Reflected;
import io.hyperspace.space.wave.WaveId;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.NoSerializationVerificationNeeded;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.jspecify.annotations.Nullable;

/**
 * Sends the durable waves of one star. It lives with the star and begins with what the star's last place left on disk.
 *
 * <p>Invariants: a wave is sent only while its row is on disk, and the row goes only after the target has answered or the
 * deadline has passed; at most {@code durable} waves and {@code durable-size} bytes are in memory: one more is refused with
 * 429, and what is on disk waits there; what comes in order is sent in that order, after what was on disk at the start.
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
            @Nullable List<Outbox.Entry> page,
            @Nullable Throwable failure) implements Own {}

    private enum Tick implements Own {
        NOW
    }

    /** A wave whose row is being written, or is and waits until what was on disk before it has been read. */
    private static final class Writing {
        private final Directed wave;
        private final int bytes;
        private final Set<ActorRef<Kept>> senders = new LinkedHashSet<>(2);
        private @Nullable ActorRef<Reflected> replyTo;
        private boolean isStored;

        private Writing(Directed wave, int bytes, @Nullable ActorRef<Reflected> replyTo) {
            this.wave = wave;
            this.bytes = bytes;
            this.replyTo = replyTo;
        }
    }

    /** Rows that are read, and rows that are removed, at once. */
    private static final int PAGE = 500;

    private final StarKey star;
    private final Outbox outbox;
    private final DeliverySettings settings;
    private final ActorRefResolver refs;
    private final Attempts attempts;
    private final Map<WaveId, Writing> writing = new LinkedHashMap<>();
    private final Set<WaveId> ended = new LinkedHashSet<>();
    private long writingSize;
    private boolean isRemoving;
    private boolean isReading;
    private boolean hasRead;
    private long readAgainAt;
    private @Nullable WaveId lastRead;

    public static Behavior<Command> create(StarKey star, Outbox outbox, Route route, DeliverySettings settings) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(Tick.NOW, settings.tick());
            return new StarOutbox(context, star, outbox, route, settings);
        }));
    }

    private StarOutbox(
            ActorContext<Command> context, StarKey star, Outbox outbox, Route route, DeliverySettings settings) {
        super(context);
        this.star = star;
        this.outbox = outbox;
        this.settings = settings;
        this.refs = ActorRefResolver.get(context.getSystem());
        this.attempts = new Attempts(settings, route, context.messageAdapter(Reflected.class, Answered::new));
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
                .build();
    }

    private Behavior<Command> onKeep(Keep keep) {
        Directed wave = keep.wave();
        Writing known = writing.get(wave.id());
        if (attempts.has(wave.id())) {
            attempts.begin(wave, 0, keep.replyTo(), System.currentTimeMillis());
            keep.sender().tell(new Kept(wave.id(), null));
        } else if (known != null) {
            keepAgain(known, keep);
        } else if (ended.contains(wave.id())) {
            // Its row is about to go; a new one must not go with it.
            keep.sender().tell(new Kept(wave.id(), Faults.notReady("the outbox of " + star)));
        } else {
            store(keep);
        }
        return this;
    }

    private static void keepAgain(Writing known, Keep keep) {
        known.replyTo = keep.replyTo() == null ? known.replyTo : keep.replyTo();
        if (known.isStored) {
            keep.sender().tell(new Kept(known.wave.id(), null));
        } else {
            known.senders.add(keep.sender());
        }
    }

    private void store(Keep keep) {
        Directed wave = keep.wave();
        byte[] bytes = Envelope.write(wave, keep.replyTo(), refs);
        Fault full = full(wave.agent(), bytes.length);
        if (full != null) {
            keep.sender().tell(new Kept(wave.id(), full));
            return;
        }
        Writing row = new Writing(wave, bytes.length, keep.replyTo());
        row.senders.add(keep.sender());
        writing.put(wave.id(), row);
        writingSize += bytes.length;
        Outbox.Entry entry = new Outbox.Entry(wave.id(), Answers.targetOf(wave), wave.deadline(), bytes);
        getContext().pipeToSelf(outbox.keep(star, entry), (done, failure) -> new Stored(wave.id(), failure));
    }

    /** While the disk is being read, what is new takes half of the room, or reading could not go on. */
    private @Nullable Fault full(Agent agent, int more) {
        int part = hasRead ? 1 : 2;
        if (!agent.equals(Agent.HYPERUSER) && of(agent) >= settings.share()) {
            return Faults.tooMany("the outbox of " + star + " for '" + agent + "'", settings.share());
        }
        if (attempts.count() + writing.size() + ended.size() >= settings.durable()
                || writing.size() >= settings.durable() / part) {
            return Faults.tooMany("the outbox of " + star, settings.durable());
        }
        return attempts.size() + writingSize + more > settings.durableSize()
                        || writingSize + more > settings.durableSize() / part
                ? Faults.tooMany("the memory of the outbox of " + star, (int)
                        Math.min(Integer.MAX_VALUE, settings.durableSize()))
                : null;
    }

    private long of(Agent agent) {
        int sent = attempts.of(agent);
        return sent + writing.size() < settings.share()
                ? sent
                : sent
                        + writing.values().stream()
                                .filter(row -> row.wave.agent().equals(agent))
                                .count();
    }

    private Behavior<Command> onStored(Stored stored) {
        Writing row = writing.get(stored.wave());
        if (row == null) {
            return this;
        }
        Fault refusal = stored.failure() == null ? null : HyperspaceException.faultOf(stored.failure());
        row.senders.forEach(sender -> sender.tell(new Kept(stored.wave(), refusal)));
        row.isStored = refusal == null;
        if (refusal != null) {
            writing.remove(stored.wave());
            writingSize -= row.bytes;
        }
        sendStored();
        return this;
    }

    /** Sends what is stored, in the order in which it came, after all that was on disk before. */
    private void sendStored() {
        Iterator<Writing> rows = writing.values().iterator();
        while (hasRead && rows.hasNext()) {
            Writing row = rows.next();
            if (!row.isStored) {
                return;
            }
            rows.remove();
            writingSize -= row.bytes;
            attempts.begin(row.wave, row.bytes, row.replyTo, System.currentTimeMillis());
        }
    }

    private Behavior<Command> onAnswered(Answered answered) {
        Attempts.Attempt attempt = attempts.answered(answered.answer(), System.currentTimeMillis());
        if (attempt != null) {
            attempt.answer(answered.answer());
            end(attempt.wave().id());
        }
        return this;
    }

    private void onOverdue(Attempts.Attempt late) {
        Directed wave = late.wave();
        getContext().getLog().debug("{} to {} was not answered before its deadline", wave.id(), Answers.targetOf(wave));
        late.answer(Answers.of(wave, Faults.timedOut("the wave to '" + Answers.targetOf(wave) + "'")));
        end(wave.id());
    }

    private void end(WaveId wave) {
        ended.add(wave);
        if (ended.size() >= PAGE) {
            removeEnded();
        }
    }

    private void removeEnded() {
        if (isRemoving || ended.isEmpty()) {
            return;
        }
        isRemoving = true;
        List<WaveId> some = ended.stream().limit(PAGE).toList();
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
        int room = settings.durable() - attempts.count() - writing.size() - ended.size();
        if (hasRead || isReading || room <= 0 || attempts.size() + writingSize >= settings.durableSize()) {
            return;
        }
        isReading = true;
        readAgainAt = now + settings.retryMost().toMillis();
        int limit = Math.min(PAGE, room);
        getContext().pipeToSelf(outbox.page(star, lastRead, limit), (page, failure) -> new Read(limit, page, failure));
    }

    private Behavior<Command> onRead(Read read) {
        isReading = false;
        List<Outbox.Entry> page = read.page();
        if (page == null) {
            getContext().getLog().warn("the outbox of {} could not be read: {}", star, String.valueOf(read.failure()));
            return this;
        }
        page.forEach(this::goOn);
        hasRead = page.size() < read.limit();
        lastRead = page.isEmpty() ? lastRead : page.get(page.size() - 1).wave();
        readAgainAt = 0;
        sendStored();
        return this;
    }

    private void goOn(Outbox.Entry entry) {
        WaveId wave = entry.wave();
        if (attempts.has(wave) || writing.containsKey(wave) || ended.contains(wave)) {
            return;
        }
        try {
            Envelope envelope = Envelope.read(entry.bytes());
            attempts.begin(envelope.wave(), entry.bytes().length, envelope.waiting(refs), System.currentTimeMillis());
        } catch (IOException e) {
            getContext().getLog().error("the outbox of {} holds {}, which cannot be read", star, wave, e);
        }
    }
}
