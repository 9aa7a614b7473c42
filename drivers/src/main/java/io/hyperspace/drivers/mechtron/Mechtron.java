package io.hyperspace.drivers.mechtron;

import io.hyperspace.codec.ReflectedFrame;
import io.hyperspace.codec.WaveFrames;
import io.hyperspace.driver.DurableState;
import io.hyperspace.driver.Memory;
import io.hyperspace.driver.Particle;
import io.hyperspace.driver.ParticleContext;
import io.hyperspace.driver.Reply;
import io.hyperspace.drivers.mechtron.Turns.Turn;
import io.hyperspace.drivers.mechtron.engine.GuestImage;
import io.hyperspace.drivers.mechtron.engine.GuestTrap;
import io.hyperspace.space.document.MechtronConfig;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Handling;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * A mechtron while it is active.
 *
 * <ul>
 *   <li>An actor has one instance and handles one wave at a time; a stateless mechtron as many as its document allows.
 *   <li>A wave's puts are committed after the guest has returned and before the reply and the signals leave; of a durable
 *       wave reply and durable signals are part of the commit, so a durable wave that an actor has handled is not handled
 *       again.
 *   <li>When a guest traps, runs out of time or answers what cannot be read, or its commit fails, its instance and what
 *       it put are gone, and the next wave gets a fresh instance.
 * </ul>
 */
final class Mechtron implements Particle {

    private static final Logger LOG = LoggerFactory.getLogger(Mechtron.class);

    private final ParticleContext context;
    private final MechtronLoader loader;
    private final GuestThreads threads;
    private final GuestSettings settings;
    private final String point;
    private final ConcurrentLinkedQueue<NativeGuest> idle = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Started started;

    /** What is known once it has been loaded. */
    private record Started(
            LoadedMechtron loaded,
            GuestHost host,
            @Nullable DurableState state,
            Turns turns,
            @Nullable MechtronMemory memory) {
        boolean isActor() {
            return loaded.config().mode() == MechtronConfig.Mode.ACTOR;
        }
    }

    Mechtron(ParticleContext context, MechtronLoader loader, GuestThreads threads, GuestSettings settings) {
        this.context = context;
        this.loader = loader;
        this.threads = threads;
        this.settings = settings;
        this.point = context.point().toString();
    }

    @Override
    public CompletionStage<Void> start() {
        return loader.load(context.record(), context.services()).thenCompose(this::open);
    }

    private CompletionStage<Void> open(LoadedMechtron loaded) {
        MechtronConfig config = loaded.config();
        boolean actor = config.mode() == MechtronConfig.Mode.ACTOR;
        int slots = actor ? 1 : Math.max(1, config.concurrency());
        Turns turns = new Turns(point, slots, settings.mailbox(), this::submit, this::threadsBusy);
        GuestHost host = new GuestHost(settings, config.env());
        MechtronMemory memory = actor ? new MechtronMemory(point, loaded, threads, settings, turns, idle) : null;
        CompletionStage<@Nullable DurableState> opened =
                actor ? context.openState().thenApply(state -> state) : CompletableFuture.completedFuture(null);
        return opened.thenAccept(state -> started = new Started(loaded, host, state, turns, memory));
    }

    private Started started() {
        return Objects.requireNonNull(started, "waves come after the start");
    }

    @Override
    public CompletionStage<Reply> handle(Directed wave) {
        Turn turn = new Turn(wave, new CompletableFuture<>());
        started().turns().offer(turn);
        return turn.reply();
    }

    private boolean submit(Turn turn) {
        return threads.submit(() -> run(turn));
    }

    private void threadsBusy(Turn turn) {
        turn.reply().complete(Reply.of(MechtronFaults.threadsBusy(settings.queue())));
    }

    /** Runs a turn, on a guest thread. */
    private void run(Turn turn) {
        MDC.put("point", point);
        MDC.put("wave", turn.wave().id().toString());
        try {
            attempt(turn);
        } catch (RuntimeException | Error e) {
            LOG.error("a wave failed in the host", e);
            answer(turn, Reply.of(HyperspaceException.faultOf(e)));
        } finally {
            MDC.remove("point");
            MDC.remove("wave");
        }
    }

    private void attempt(Turn turn) {
        Started now = started();
        WaveRun wave = new WaveRun(now.host(), context, now.state(), turn.wave());
        try {
            NativeGuest guest = guest(now, turn.wave());
            guest.serve(wave);
            commit(now, turn, wave, guest, exchange(now, turn.wave(), guest));
        } catch (HyperspaceException e) {
            answer(turn, Reply.of(e.fault()));
        }
    }

    private Reply exchange(Started now, Directed wave, NativeGuest guest) {
        byte[] frame = WaveFrames.toCbor(wave);
        return read(timed(now, wave, () -> Optional.ofNullable(guest.wave(frame, point))));
    }

    /** Runs guest code under the limits of a wave; a trap becomes the fault that the sender is told. */
    private <T> T timed(Started now, Directed wave, Supplier<T> guest) {
        long left = wave.deadline() - System.currentTimeMillis();
        RunClock clock = new RunClock(now.loaded().config().time(), Duration.ofMillis(Math.max(0, left)));
        try {
            return GuestThread.current().timed(clock, guest);
        } catch (GuestTrap e) {
            throw faultOf(e, clock, now).toException();
        }
    }

    /** An idle instance, or a fresh one that has been initialised, which has a time limit of its own. */
    private NativeGuest guest(Started now, Directed wave) {
        NativeGuest kept = idle.poll();
        return kept != null ? kept : timed(now, wave, () -> fresh(now));
    }

    private NativeGuest fresh(Started now) {
        GuestImage carried = now.memory() == null ? null : now.memory().take();
        NativeGuest guest = carried == null ? null : restored(now, carried);
        return guest == null ? initialised(now) : guest;
    }

    /** An instance that goes on where the one at the last place stopped; null when it cannot. */
    private @Nullable NativeGuest restored(Started now, GuestImage carried) {
        NativeGuest guest = instance(now);
        try {
            guest.restore(carried);
            return guest;
        } catch (GuestTrap e) {
            LOG.warn("the memory of {} is lost: {}", point, e.getMessage());
            return null;
        }
    }

    private NativeGuest instance(Started now) {
        InitCalls calls = new InitCalls(now.host(), now.state());
        return new NativeGuest(now.loaded().module(), now.loaded().config().memory(), settings, calls);
    }

    private NativeGuest initialised(Started now) {
        MechtronConfig config = now.loaded().config();
        NativeGuest guest = instance(now);
        long refusal = guest.init(WaveFrames.init(NativeAbi.VERSION, context.record(), config.env()));
        if (refusal != 0) {
            throw MechtronFaults.initRefused(point, refusal).toException();
        }
        return guest;
    }

    private Reply read(Optional<byte[]> answer) {
        if (answer.isEmpty()) {
            return Reply.ok(Substance.Empty.INSTANCE);
        }
        try {
            ReflectedFrame frame = WaveFrames.reflected(answer.get());
            return new Reply(frame.status(), frame.headers(), frame.body());
        } catch (HyperspaceException e) {
            throw MechtronFaults.malformedAnswer(point, e.fault().message()).toException();
        }
    }

    private Fault faultOf(GuestTrap trap, RunClock clock, Started now) {
        Fault refusal = trap.fault();
        if (refusal != null) {
            return refusal;
        }
        if (trap.reason() == GuestTrap.Reason.STOPPED) {
            return clock.isPastDeadline()
                    ? MechtronFaults.pastDeadline(point)
                    : MechtronFaults.overTime(point, now.loaded().config().time());
        }
        LOG.warn("guest trapped: {}", trap.getMessage());
        return MechtronFaults.trapped(point, String.valueOf(trap.getMessage()));
    }

    /** Makes what the guest put durable, then lets reply and signals out. The slot stays taken until then. */
    private void commit(Started now, Turn turn, WaveRun wave, NativeGuest guest, Reply reply) {
        DurableState state = now.state();
        boolean isDurable = turn.wave().head().handling() == Handling.DURABLE;
        if (state == null || (wave.puts().isEmpty() && !isDurable)) {
            idle.add(guest);
            wave.sendSignals().whenComplete((sent, failure) -> answer(turn, failure == null ? reply : fault(failure)));
            wave.sendRipples();
            return;
        }
        state.commit(turn.wave(), Map.copyOf(wave.puts()), reply, wave.signals())
                .whenComplete((given, failure) -> {
                    if (failure == null && isOwn(reply, given)) {
                        idle.add(guest);
                        wave.sendRipples();
                    }
                    answer(turn, failure == null ? given : fault(failure));
                });
    }

    /** Another reply, even an equal one, was stored before: then what this instance did has not happened. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isOwn(Reply reply, Reply given) {
        return reply == given;
    }

    private static Reply fault(Throwable failure) {
        return Reply.of(HyperspaceException.faultOf(failure));
    }

    /** Ends a turn; only the first answer counts. */
    private void answer(Turn turn, Reply reply) {
        if (turn.reply().complete(reply)) {
            started().turns().done();
        }
    }

    @Override
    public boolean isSerial() {
        return started().isActor();
    }

    @Override
    public boolean isPassivatable() {
        return !started().isActor();
    }

    @Override
    public @Nullable Memory memory() {
        return started().memory();
    }

    @Override
    public void stop() {
        Started now = started;
        if (now != null) {
            now.turns().close();
        }
        idle.clear();
    }
}
