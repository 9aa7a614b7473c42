package io.hyperspace.watch;

import io.hyperspace.provision.Registry;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.particle.Stub;
import io.hyperspace.space.point.Point;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.NoSerializationVerificationNeeded;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;

/**
 * One watcher. It notes where something changed, and looks there when whoever watches takes the next events: so each event
 * says how it is then, several changes of one particle may be told as one, and a slow reader costs no more than the notes.
 *
 * <p>Invariants: a point is looked at after the last word of a change of it; at most {@code pending} points and as many
 * ripples are noted, one more and all is told anew after {@link WatchEvent.Lagged}; one thing is looked up at a time; after
 * {@link WatchEvent.Ended} nothing is told.
 */
final class Watcher extends AbstractBehavior<Watcher.Command> {

    /** What it takes. */
    sealed interface Command extends NoSerializationVerificationNeeded {}

    /** Whoever watches takes the next events; an empty list says that there are no more. */
    record Next(CompletableFuture<List<WatchEvent>> events) implements Command {}

    /** Something changed at a point. */
    record Touched(Point point, boolean arrived) implements Command {}

    /** A particle's watchers are told something; answered with whether this one watches it. */
    record Hear(WatchEvent.Rippled ripple, ActorRef<Boolean> replyTo) implements Command {}

    private record Paged(
            @Nullable Sweep sweep,
            Registry.@Nullable Page page,
            @Nullable Throwable failure) implements Command {}

    /** @param all whether nothing that was looked at is missing */
    private record Looked(List<Look> looks, List<WatchEvent> then, boolean all) implements Command {
        boolean isSure() {
            return all && looks.stream().noneMatch(Look::failed);
        }
    }

    private record Checked(@Nullable Throwable failure) implements Command {}

    /** What needs no more to be said. */
    enum Note implements Command {
        /** Anything may have changed. */
        DOUBT,
        /** Whether whoever watches may still do so is in question. */
        CHECK,
        REFRESH,
        SETTLED,
        STOP
    }

    private final Watch watch;
    private final Eyes eyes;
    private final WatchSettings settings;
    private final TimerScheduler<Command> timers;
    private final Runnable ended;
    private final Knowledge knowledge = new Knowledge();
    private final Map<Point, Boolean> touched = new LinkedHashMap<>();
    private final Deque<Point> again = new ArrayDeque<>();
    private final Deque<WatchEvent.Rippled> ripples = new ArrayDeque<>();
    private final List<WatchEvent> ready = new ArrayList<>();
    private @Nullable CompletableFuture<List<WatchEvent>> taker;
    private @Nullable Sweep sweep = new Sweep(true);
    private boolean isInDoubt;
    private boolean isToCheck = true;
    private boolean isBusy;
    private boolean hasEnded;

    static Behavior<Command> create(Watch watch, Eyes eyes, WatchSettings settings, Runnable ended) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new Watcher(context, timers, watch, eyes, settings, ended)));
    }

    private Watcher(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            Watch watch,
            Eyes eyes,
            WatchSettings settings,
            Runnable ended) {
        super(context);
        this.watch = watch;
        this.eyes = eyes;
        this.settings = settings;
        this.timers = timers;
        this.ended = ended;
        timers.startTimerWithFixedDelay(Note.REFRESH, settings.refresh());
        timers.startTimerWithFixedDelay(Note.CHECK, settings.refresh().dividedBy(2));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Next.class, this::onNext)
                .onMessage(Touched.class, this::onTouched)
                .onMessage(Hear.class, this::onHear)
                .onMessage(Paged.class, this::onPaged)
                .onMessage(Looked.class, this::onLooked)
                .onMessage(Checked.class, this::onChecked)
                .onMessage(Note.class, this::onNote)
                .onSignal(PostStop.class, stop -> onStop())
                .build();
    }

    private Behavior<Command> onNext(Next next) {
        taker = next.events();
        goOn();
        return this;
    }

    private Behavior<Command> onTouched(Touched point) {
        if (!isToldAnew()) {
            touched.merge(point.point(), point.arrived(), Boolean::logicalOr);
            if (touched.size() > settings.pending()) {
                lag();
            }
            goOn();
        }
        return this;
    }

    private Behavior<Command> onHear(Hear hear) {
        boolean isWatched = knowledge.has(hear.ripple().watched());
        hear.replyTo().tell(isWatched);
        if (isWatched) {
            ripples.add(hear.ripple());
            if (ripples.size() > settings.pending()) {
                lag();
            }
            goOn();
        }
        return this;
    }

    /** Forgets what it has noted and told: all is told anew. */
    private void lag() {
        touched.clear();
        again.clear();
        ripples.clear();
        ready.clear();
        knowledge.forgetAll();
        sweep = new Sweep(true);
        ready.add(new WatchEvent.Lagged());
    }

    private Behavior<Command> onNote(Note note) {
        switch (note) {
            case STOP -> {
                return Behaviors.stopped();
            }
            case CHECK -> isToCheck = true;
            case DOUBT, REFRESH -> isInDoubt = true;
            case SETTLED -> {}
        }
        goOn();
        return this;
    }

    /** Looks for the next thing to tell, if somebody waits for it. */
    private void goOn() {
        if (taker == null || isBusy) {
            return;
        }
        if (hasEnded) {
            give(List.of());
        } else if (!eyes.mayTell()) {
            end(Faults.leaseOver());
        } else if (isToCheck) {
            check();
        } else if (!ready.isEmpty()) {
            List<WatchEvent> events = List.copyOf(ready);
            ready.clear();
            give(events);
        } else if (!touched.isEmpty() || !again.isEmpty()) {
            lookAtTouched();
        } else if (sweep != null) {
            sweep(sweep);
        } else if (!ripples.isEmpty()) {
            WatchEvent.Rippled ripple = ripples.remove();
            look(List.of(eyes.at(ripple.watched(), false, false)), List.of(ripple));
        } else if (isInDoubt && !timers.isTimerActive(Note.SETTLED)) {
            isInDoubt = false;
            sweep = new Sweep(false);
            goOn();
        }
    }

    private void give(List<WatchEvent> events) {
        CompletableFuture<List<WatchEvent>> waiting = taker;
        taker = null;
        if (waiting != null) {
            waiting.complete(events);
        }
    }

    private void end(Fault fault) {
        hasEnded = true;
        ready.clear();
        give(List.of(new WatchEvent.Ended(fault)));
    }

    private void check() {
        isToCheck = false;
        isBusy = true;
        getContext().pipeToSelf(watch.valid().get(), (any, failure) -> new Checked(failure));
    }

    private Behavior<Command> onChecked(Checked checked) {
        isBusy = false;
        Throwable failure = checked.failure();
        if (failure != null) {
            end(HyperspaceException.faultOf(failure));
        } else {
            goOn();
        }
        return this;
    }

    private void lookAtTouched() {
        List<CompletionStage<Look>> looks = new ArrayList<>();
        Iterator<Map.Entry<Point, Boolean>> points = touched.entrySet().iterator();
        while (points.hasNext() && looks.size() < settings.batch()) {
            Map.Entry<Point, Boolean> point = points.next();
            looks.add(eyes.at(point.getKey(), false, point.getValue()));
            points.remove();
        }
        while (!again.isEmpty() && looks.size() < settings.batch()) {
            looks.add(eyes.at(again.remove(), false, false));
        }
        look(looks, List.of());
    }

    /** @param then what is to be told after what is seen */
    private void look(Collection<CompletionStage<Look>> looks, List<WatchEvent> then) {
        isBusy = true;
        CompletionStage<List<Look>> all = CompletableFuture.completedFuture(new ArrayList<>());
        for (CompletionStage<Look> one : looks) {
            all = all.thenCombine(one, (list, look) -> {
                list.add(look);
                return list;
            });
        }
        getContext()
                .pipeToSelf(all, (seen, failure) -> new Looked(seen == null ? List.of() : seen, then, seen != null));
    }

    /** What could not be seen now is looked at again with all the rest, a while later. */
    private Behavior<Command> onLooked(Looked looked) {
        isBusy = false;
        if (!isToldAnew()) {
            looked.looks().forEach(this::learn);
            if (looked.isSure()) {
                looked.then().stream().filter(this::isStillToTell).forEach(ready::add);
            } else if (!looked.then().isEmpty()) {
                lag();
            }
        }
        if (knowledge.size() > settings.particles()) {
            end(tooMany());
        }
        goOn();
        return this;
    }

    private void learn(Look look) {
        if (look.failed()) {
            isInDoubt = true;
            settle();
        } else {
            ready.addAll(knowledge.learn(look));
        }
    }

    private boolean isStillToTell(WatchEvent event) {
        return !(event instanceof WatchEvent.Rippled ripple) || knowledge.has(ripple.watched());
    }

    /** Whether all will be told from the start, so that nothing seen before counts. */
    private boolean isToldAnew() {
        return sweep != null && sweep.isFirst() && !sweep.hasBegun();
    }

    private Fault tooMany() {
        return Fault.of(
                422,
                "E0412",
                "there are more than " + settings.particles() + " particles to watch",
                "narrow the selector, as in localhost:app:* instead of **");
    }

    private void sweep(Sweep now) {
        now.begin();
        isBusy = true;
        getContext()
                .pipeToSelf(eyes.page(now.after(), settings.batch()), (page, failure) -> new Paged(now, page, failure));
    }

    private Behavior<Command> onPaged(Paged paged) {
        isBusy = false;
        Registry.Page page = paged.page();
        Sweep now = sweep;
        if (now == null || now != paged.sweep()) {
            goOn();
        } else if (page == null) {
            pageFailed(now, paged.failure());
        } else {
            List<CompletionStage<Look>> looks = new ArrayList<>();
            for (Stub stub : page.stubs()) {
                looks.add(eyes.at(stub.point(), true, false));
            }
            boolean isLast = !now.turn(page);
            if (isLast) {
                finish(now);
            }
            look(looks, isLast && now.isFirst() ? List.of(new WatchEvent.Ready()) : List.of());
        }
        return this;
    }

    private void finish(Sweep now) {
        sweep = null;
        again.addAll(knowledge.without(now.seen()));
        settle();
    }

    private void settle() {
        timers.startSingleTimer(Note.SETTLED, settings.settle());
    }

    private void pageFailed(Sweep now, @Nullable Throwable failure) {
        Fault fault = HyperspaceException.faultOf(failure == null ? new IllegalStateException() : failure);
        if (now.isFirst()) {
            end(fault);
        } else {
            sweep = null;
            isInDoubt = true;
            settle();
        }
    }

    private Behavior<Command> onStop() {
        hasEnded = true;
        give(List.of(new WatchEvent.Ended(Faults.notReady("this Machine"))));
        ended.run();
        return this;
    }
}
