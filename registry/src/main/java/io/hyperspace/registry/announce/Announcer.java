package io.hyperspace.registry.announce;

import io.hyperspace.codec.Stored;
import io.hyperspace.provision.Change;
import io.hyperspace.registry.database.MachineRow;
import io.hyperspace.registry.database.Machines;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.id.Ulid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.Done;
import org.apache.pekko.actor.NoSerializationVerificationNeeded;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Subscribe;
import org.jspecify.annotations.Nullable;

/**
 * Tells the other Machines what to forget, and forgets what they tell this one.
 *
 * <p>Invariants: an announcement is acknowledged after all listeners here have dropped what it names. One of this Machine's
 * own is told again and again until every Machine that the machine table named has acknowledged or is fenced; whose lease
 * has run out is fenced from here. A Machine that comes later has no copies that are older than its row. When a Machine
 * leaves, is downed or fenced, all copies here are dropped, for it may have stored something that it could not announce.
 */
final class Announcer extends AbstractBehavior<Announcer.Command> {

    /** The name by which other Machines find it. */
    static final String NAME = "announcer";

    /** What it takes. */
    interface Command {}

    /** Announces something and completes the promise when all know. */
    record Publish(List<Change> changes, CompletableFuture<Done> done)
            implements Command, NoSerializationVerificationNeeded {}

    /** Tells the other Machines something without waiting for them. */
    record Pass(List<Change> changes) implements Command, NoSerializationVerificationNeeded {}

    /**
     * Another Machine's announcement.
     *
     * @param to whom it is for; another Machine that came to have this address must not acknowledge it
     * @param number counts the announcements of the one who sends it
     */
    record Announce(List<Change> changes, Ulid to, long number, ActorRef<Acknowledged> replyTo)
            implements Command, Stored {
        Announce {
            changes = List.copyOf(changes);
        }
    }

    /** What another Machine passes on; nobody waits for an answer. */
    record Mention(List<Change> changes) implements Command, Stored {
        Mention {
            changes = List.copyOf(changes);
        }
    }

    /** A Machine has forgotten what an announcement named. */
    record Acknowledged(Ulid machine, long number) implements Command, Stored {}

    private record Rows(@Nullable List<MachineRow> acting) implements Command, NoSerializationVerificationNeeded {}

    private record Fenced(Ulid machine, boolean done) implements Command, NoSerializationVerificationNeeded {}

    private record Left(Member member) implements Command, NoSerializationVerificationNeeded {}

    private enum Tick implements Command {
        REPEAT
    }

    private static final List<Change> EVERYTHING = List.of(new Change.OfEverything());

    private final Machines machines;
    private final Listeners listeners;
    private final AnnounceSettings settings;
    private final TimerScheduler<Command> timers;
    private final Cluster cluster;
    private final ActorRef<Acknowledged> acknowledgements;
    private final Map<Long, UnderWay> underWay = new LinkedHashMap<>();
    /** Those whose machines are not known yet: of the read under way, and of the next. */
    private List<UnderWay> beingRead = new ArrayList<>();

    private List<UnderWay> toBeRead = new ArrayList<>();
    private boolean isReading;
    private Map<Ulid, String> members = new HashMap<>();
    private final Set<Ulid> beingFenced = new HashSet<>();
    private long lastNumber;

    static Behavior<Command> create(Machines machines, Listeners listeners, AnnounceSettings settings) {
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers -> new Announcer(context, timers, machines, listeners, settings)));
    }

    private Announcer(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            Machines machines,
            Listeners listeners,
            AnnounceSettings settings) {
        super(context);
        this.machines = machines;
        this.listeners = listeners;
        this.settings = settings;
        this.timers = timers;
        this.cluster = Cluster.get(context.getSystem());
        this.acknowledgements = context.messageAdapter(Acknowledged.class, acknowledged -> acknowledged);
        ActorRef<ClusterEvent.MemberEvent> events =
                context.messageAdapter(ClusterEvent.MemberEvent.class, event -> new Left(event.member()));
        cluster.subscriptions().tell(Subscribe.create(events, ClusterEvent.MemberEvent.class));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Publish.class, this::onPublish)
                .onMessage(Pass.class, this::onPass)
                .onMessage(Announce.class, this::onAnnounce)
                .onMessage(Mention.class, this::onMention)
                .onMessage(Acknowledged.class, this::onAcknowledged)
                .onMessage(Rows.class, this::onRows)
                .onMessage(Fenced.class, this::onFenced)
                .onMessage(Left.class, this::onLeft)
                .onMessageEquals(Tick.REPEAT, this::onRepeat)
                .onSignal(PostStop.class, stop -> onStop())
                .build();
    }

    private Behavior<Command> onAnnounce(Announce announce) {
        if (announce.to().equals(machines.self())) {
            listeners.changed(announce.changes());
            announce.replyTo().tell(new Acknowledged(machines.self(), announce.number()));
        }
        return this;
    }

    private Behavior<Command> onMention(Mention mention) {
        listeners.changed(mention.changes());
        return this;
    }

    private Behavior<Command> onPass(Pass pass) {
        passOn(pass.changes());
        return this;
    }

    private void passOn(List<Change> changes) {
        for (Member member : cluster.state().getMembers()) {
            if (!member.uniqueAddress().equals(cluster.selfMember().uniqueAddress())) {
                send(member.address().toString(), new Mention(changes));
            }
        }
    }

    private Behavior<Command> onPublish(Publish publish) {
        lastNumber++;
        UnderWay announcement = new UnderWay(lastNumber, publish.changes(), publish.done());
        underWay.put(announcement.number(), announcement);
        toBeRead.add(announcement);
        read();
        if (!timers.isTimerActive(Tick.REPEAT)) {
            timers.startTimerWithFixedDelay(Tick.REPEAT, Tick.REPEAT, settings.repeatEvery());
        }
        return this;
    }

    /** Reads the machine table, for all that came before. */
    private void read() {
        if (!isReading) {
            isReading = true;
            beingRead = toBeRead;
            toBeRead = new ArrayList<>();
            getContext().pipeToSelf(machines.acting(), (rows, failure) -> new Rows(rows));
        }
    }

    private Behavior<Command> onRows(Rows rows) {
        isReading = false;
        if (rows.acting() == null) {
            beingRead.addAll(toBeRead);
            toBeRead = beingRead;
            return this;
        }
        learn(rows.acting());
        for (UnderWay announcement : beingRead) {
            announcement.addressedTo(members.keySet());
            announcement.missing().forEach(machine -> tell(announcement, machine));
        }
        List.copyOf(underWay.values()).forEach(this::endIfComplete);
        beingRead = new ArrayList<>();
        if (!toBeRead.isEmpty()) {
            read();
        }
        return this;
    }

    private void learn(List<MachineRow> rows) {
        Map<Ulid, String> found = new HashMap<>();
        Set<Ulid> expired = new HashSet<>();
        for (MachineRow row : rows) {
            String address = row.address();
            if (row.isMember() && address != null && !row.incarnation().equals(machines.self())) {
                found.put(row.incarnation(), address);
                if (!row.isLive()) {
                    expired.add(row.incarnation());
                }
            }
        }
        if (!found.keySet().containsAll(members.keySet())) {
            listeners.changed(EVERYTHING);
        }
        members = found;
        underWay.values().forEach(announcement -> announcement.acting(found.keySet()));
        expired.forEach(this::fenceIfMissing);
    }

    /** Somebody waits for a Machine whose lease has run out. */
    private void fenceIfMissing(Ulid machine) {
        boolean isMissing = underWay.values().stream()
                .anyMatch(announcement -> announcement.missing().contains(machine));
        if (isMissing && beingFenced.add(machine)) {
            getContext()
                    .pipeToSelf(
                            machines.fenceIfExpired(machine),
                            (fenced, failure) -> new Fenced(machine, Boolean.TRUE.equals(fenced)));
        }
    }

    private Behavior<Command> onFenced(Fenced fenced) {
        beingFenced.remove(fenced.machine());
        if (fenced.done()) {
            getContext()
                    .getLog()
                    .warn("Machine {} did not answer until its lease had run out; it is fenced", fenced.machine());
            listeners.changed(EVERYTHING);
            passOn(EVERYTHING);
            read();
        }
        return this;
    }

    private Behavior<Command> onAcknowledged(Acknowledged acknowledged) {
        UnderWay announcement = underWay.get(acknowledged.number());
        if (announcement != null) {
            announcement.acknowledged(acknowledged.machine());
            endIfComplete(announcement);
        }
        return this;
    }

    private void endIfComplete(UnderWay announcement) {
        if (announcement.isComplete()) {
            underWay.remove(announcement.number());
            announcement.complete();
        }
    }

    private Behavior<Command> onRepeat() {
        if (underWay.isEmpty()) {
            timers.cancel(Tick.REPEAT);
            return this;
        }
        for (UnderWay announcement : underWay.values()) {
            announcement.missing().forEach(machine -> tell(announcement, machine));
        }
        read();
        return this;
    }

    private void tell(UnderWay announcement, Ulid machine) {
        String address = members.get(machine);
        if (address != null) {
            send(address, new Announce(announcement.changes(), machine, announcement.number(), acknowledgements));
        }
    }

    private void send(String address, Command message) {
        Adapter.toClassic(getContext().getSystem())
                .actorSelection(address + "/system/" + NAME)
                .tell(message, org.apache.pekko.actor.ActorRef.noSender());
    }

    private Behavior<Command> onLeft(Left left) {
        boolean isSelf =
                left.member().uniqueAddress().equals(cluster.selfMember().uniqueAddress());
        if (!isSelf && GONE.contains(left.member().status())) {
            listeners.changed(EVERYTHING);
        }
        return this;
    }

    private static final Set<org.apache.pekko.cluster.MemberStatus> GONE = Set.of(
            org.apache.pekko.cluster.MemberStatus.leaving(),
            org.apache.pekko.cluster.MemberStatus.exiting(),
            org.apache.pekko.cluster.MemberStatus.down(),
            org.apache.pekko.cluster.MemberStatus.removed());

    private Behavior<Command> onStop() {
        RuntimeException reason = Faults.notReady("this Machine").toException();
        underWay.values().forEach(announcement -> announcement.fail(reason));
        return this;
    }
}
