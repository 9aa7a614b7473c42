package io.hyperspace.advert;

import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.StarKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.pekko.actor.NoSerializationVerificationNeeded;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the adverts of the stars of this Machine and tells the Super stars, all in one message. Keeps what a Super star last
 * told of all stars, and picks by that when none answers.
 *
 * <p>What is kept does not age: which stars there are does not change while a Hyperverse runs, they only move, so an old chart
 * still names stars that take the particle, if not the emptiest ones. Where there are no Super stars, the chart is what this
 * Machine's stars say.
 */
public final class Crier extends AbstractBehavior<Crier.Command> {

    /** What a crier takes. */
    public interface Command {}

    /** A star of this Machine says how it is. */
    public record Heard(Advert advert) implements Command, NoSerializationVerificationNeeded {}

    /** A star has left this Machine. */
    public record Left(StarKey star) implements Command, NoSerializationVerificationNeeded {}

    /** Somebody wants a star for a particle. */
    public record Pick(Wanted wanted, ActorRef<Picked> replyTo) implements Command, NoSerializationVerificationNeeded {}

    /** Whom to tell; nobody is told before. */
    public record Begin(List<StarKey> supers, Messenger messenger)
            implements Command, NoSerializationVerificationNeeded {
        public Begin {
            supers = List.copyOf(supers);
        }
    }

    private enum Tick implements Command, NoSerializationVerificationNeeded {
        TELL,
        TELL_SOON
    }

    /** Brings a bulletin to a Super star. */
    @FunctionalInterface
    public interface Messenger {
        /** @param replyTo is told what the Super star knows of all; null for nobody */
        void tell(StarKey superStar, Bulletin bulletin, @Nullable ActorRef<Charted> replyTo);
    }

    /** How long the first advert of a star waits for others: all of a Machine's begin at about the same time. */
    private static final Duration SOON = Duration.ofMillis(20);

    private final TimerScheduler<Command> timers;
    private final String machine;
    private final Map<String, Set<Kind>> takes;
    private final AdvertSettings settings;
    private final Map<StarKey, Advert> adverts = new TreeMap<>();
    private final StarChart chart;
    private @Nullable Begin begin;
    private long lastCharted;
    private boolean isCharted;

    /**
     * @param machine the address of this Machine
     * @param takes the kinds that its drivers support, by the name of the stars that such particles live in
     */
    public static Behavior<Command> create(String machine, Map<String, Set<Kind>> takes, AdvertSettings settings) {
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers -> new Crier(context, timers, machine, Map.copyOf(takes), settings)));
    }

    private Crier(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            String machine,
            Map<String, Set<Kind>> takes,
            AdvertSettings settings) {
        super(context);
        this.timers = timers;
        this.machine = machine;
        this.takes = takes;
        this.settings = settings;
        this.chart = new StarChart(settings.stars(), settings.pickedFor(), settings.slow(), new Random());
        timers.startTimerWithFixedDelay(Tick.TELL, settings.every());
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Heard.class, this::onHeard)
                .onMessage(Left.class, this::onLeft)
                .onMessage(Pick.class, this::onPick)
                .onMessage(Charted.class, this::onCharted)
                .onMessage(Begin.class, this::onBegin)
                .onMessage(Tick.class, tick -> tell())
                .build();
    }

    private Behavior<Command> onHeard(Heard heard) {
        if (adverts.put(heard.advert().star(), heard.advert()) == null) {
            tellSoon();
        }
        return this;
    }

    private Behavior<Command> onLeft(Left left) {
        if (adverts.remove(left.star()) != null) {
            tellSoon();
        }
        return this;
    }

    private Behavior<Command> onBegin(Begin now) {
        begin = now;
        tellSoon();
        return this;
    }

    private void tellSoon() {
        if (!timers.isTimerActive(Tick.TELL_SOON)) {
            timers.startSingleTimer(Tick.TELL_SOON, SOON);
        }
    }

    private Behavior<Command> onPick(Pick pick) {
        pick.replyTo().tell(new Picked(chart.pick(pick.wanted())));
        return this;
    }

    private Behavior<Command> onCharted(Charted charted) {
        chart.replace(charted, System.nanoTime());
        isCharted = true;
        lastCharted = System.nanoTime();
        return this;
    }

    private Behavior<Command> tell() {
        if (begin == null) {
            return this;
        }
        Bulletin bulletin = new Bulletin(machine, takes, List.copyOf(adverts.values()));
        boolean asks = !isCharted
                || System.nanoTime() - lastCharted > settings.chartEvery().toNanos();
        ActorRef<Charted> replyTo = asks ? getContext().getSelf().narrow() : null;
        for (StarKey superStar : begin.supers()) {
            begin.messenger().tell(superStar, bulletin, replyTo);
        }
        if (begin.supers().isEmpty()) {
            chart.hear(bulletin, System.nanoTime());
        }
        return this;
    }
}
