package io.hyperspace.drivers.mechtron;

import io.hyperspace.codec.OutgoingFrame;
import io.hyperspace.codec.RippleFrame;
import io.hyperspace.codec.WaveFrames;
import io.hyperspace.driver.DurableState;
import io.hyperspace.driver.ParticleContext;
import io.hyperspace.driver.ParticleContext.Outgoing;
import io.hyperspace.driver.ParticleContext.OutgoingRipple;
import io.hyperspace.drivers.mechtron.engine.GuestTrap;
import io.hyperspace.ripple.Bounce;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.WaveId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One wave as its guest sees it. What the guest puts and signals stays here until the wave has succeeded; pings leave at
 * once. Used by one guest thread.
 */
final class WaveRun implements HostCalls {

    /** The longest key of a particle's state, in bytes of UTF-8. */
    static final int MAX_KEY = 512;

    /** The longest value, in bytes. */
    static final int MAX_VALUE = 256 << 10;

    private static final int OK = 200;
    private static final int ACCEPTED = 202;

    private static final Logger LOG = LoggerFactory.getLogger(WaveRun.class);

    /** Pings come back by their deadline; this is for one that does not. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final GuestHost shared;
    private final ParticleContext context;
    private final @Nullable DurableState state;
    private final GuestSettings settings;
    private final Directed wave;
    private final Map<String, byte[]> puts = new LinkedHashMap<>();
    private final List<Outgoing> signals = new ArrayList<>();
    private final List<OutgoingRipple> ripples = new ArrayList<>();
    private long putBytes;

    WaveRun(GuestHost shared, ParticleContext context, @Nullable DurableState state, Directed wave) {
        this.shared = shared;
        this.context = context;
        this.state = state;
        this.settings = shared.settings();
        this.wave = wave;
    }

    /** What the guest put, by key. */
    Map<String, byte[]> puts() {
        return puts;
    }

    /** What the guest signals. */
    List<Outgoing> signals() {
        return signals;
    }

    /** Lets the signals out; completes when those that are kept are accepted. */
    CompletionStage<Void> sendSignals() {
        long left = Math.max(1, wave.deadline() - System.currentTimeMillis());
        List<CompletableFuture<Void>> kept = new ArrayList<>();
        for (Outgoing signal : signals) {
            CompletableFuture<Void> accepted = context.signal(wave, signal).toCompletableFuture();
            if (signal.handling() != Handling.IMMEDIATE) {
                kept.add(accepted);
            }
        }
        return CompletableFuture.allOf(kept.toArray(CompletableFuture<?>[]::new))
                .orTimeout(left, TimeUnit.MILLISECONDS)
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                        failure instanceof TimeoutException
                                ? Faults.timedOut("a signal").toException()
                                : failure));
    }

    /** Lets the ripples out, behind the signals. */
    void sendRipples() {
        ripples.forEach(ripple -> context.ripple(wave, ripple, Bounce.NONE, echo -> {}));
    }

    @Override
    public byte[] wave(byte[] bytes) {
        try {
            return WaveFrames.toCbor(WaveFrames.outgoing(bytes, this::send, this::ripple));
        } catch (HyperspaceException e) {
            return WaveFrames.toCbor(refusal(e.fault()));
        }
    }

    private Pong send(OutgoingFrame frame) {
        refuseInfrastructure(frame.method(), frame.to());
        Outgoing outgoing =
                new Outgoing(frame.to(), frame.method(), frame.uri(), frame.headers(), frame.body(), frame.handling());
        return frame.kind() == OutgoingFrame.Kind.PING ? ping(outgoing) : keep(signals, outgoing, OK);
    }

    /** It leaves when the wave has succeeded, so its echoes would come too late for the guest; none is waited for. */
    private Pong ripple(RippleFrame frame) {
        refuseInfrastructure(frame.method(), frame.to());
        OutgoingRipple ripple = new OutgoingRipple(
                frame.to(), frame.method(), frame.uri(), frame.headers(), frame.body(), frame.handling());
        return keep(ripples, ripple, ACCEPTED);
    }

    private void refuseInfrastructure(Method method, Object to) {
        if (method.family() == Method.Family.HYP) {
            LOG.warn("guest {} tried to send {} to {}", context.point(), method, to);
            throw Faults.infrastructureOnly(method.toString()).toException();
        }
    }

    private Pong ping(Outgoing outgoing) {
        Duration left = Duration.ofMillis(Math.max(0, wave.deadline() - System.currentTimeMillis()));
        try {
            return GuestThread.current().await(context.ping(wave, outgoing), left.plus(GRACE));
        } catch (TimeoutException e) {
            return refusal(Faults.timedOut("a ping to '" + outgoing.to() + "'"));
        } catch (ExecutionException e) {
            return refusal(HyperspaceException.faultOf(e));
        }
    }

    private <T> Pong keep(List<T> list, T sending, int status) {
        if (signals.size() + ripples.size() >= settings.signals()) {
            return refusal(Faults.tooMany("the list of signals of one wave", settings.signals()));
        }
        list.add(sending);
        return reflected(status, Substance.Empty.INSTANCE);
    }

    private Pong refusal(Fault fault) {
        return reflected(fault.status(), new Substance.Err(fault));
    }

    private Pong reflected(int status, Substance body) {
        return new Pong(WaveId.next(), WaveId.next(), context.point(), status, Headers.NONE, body);
    }

    @Override
    public void log(int level, String text) {
        shared.log(level, text);
    }

    @Override
    public long now() {
        return System.currentTimeMillis();
    }

    @Override
    public byte[] random(int length) {
        return shared.random(length);
    }

    @Override
    public byte @Nullable [] config(String key) {
        return shared.config(key);
    }

    @Override
    public byte @Nullable [] stateGet(String key) {
        byte[] own = puts.get(key);
        if (own != null || state == null) {
            return own;
        }
        return state.get(key);
    }

    @Override
    public void statePut(String key, byte[] value) {
        if (state == null) {
            throw GuestTrap.refused(MechtronFaults.statelessPut());
        }
        if (key.isEmpty()) {
            throw refused("a key is 1 to " + MAX_KEY + " bytes of text");
        }
        byte[] before = puts.put(key, value);
        putBytes += value.length - (before == null ? -keyLength(key) : before.length);
        if (puts.size() > settings.statePuts()) {
            throw refused("one wave puts at most " + settings.statePuts() + " keys");
        }
        if (putBytes > settings.statePutBytes()) {
            throw refused("one wave puts at most " + settings.statePutBytes() + " bytes");
        }
    }

    private static long keyLength(String key) {
        return key.getBytes(StandardCharsets.UTF_8).length;
    }

    private static GuestTrap refused(String why) {
        return GuestTrap.refused(MechtronFaults.statePutRefused(why));
    }
}
