package io.hyperspace.trace;

import com.typesafe.config.Config;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.trace.SpanId;
import io.hyperspace.space.trace.TraceId;
import io.hyperspace.space.trace.TracedWave;
import io.hyperspace.space.trace.Traceparent;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.Signal;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Extension;
import org.apache.pekko.actor.typed.ExtensionId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the records of a Machine's tracked waves. There is one for an actor system, and every thread may call it; it waits for
 * nothing but the turn at putting one record into memory.
 *
 * <p>Each layer calls it for each wave, so for one that is not tracked it does nothing but look at the wave's headers. A
 * layer calls it before it hands the wave on, so records of one wave have the order of its way.
 */
public final class Tracer implements Extension {

    private static final Logger LOG = LoggerFactory.getLogger(Tracer.class);
    private static final Id ID = new Id();

    private final String machine;
    private final TraceRing ring;
    private final int page;
    private volatile List<TraceListener> listeners = List.of();

    /** The one of an actor system. */
    public static Tracer of(ActorSystem<?> system) {
        return ID.apply(system);
    }

    Tracer(String machine, int records, int share, int page) {
        this.machine = machine;
        this.ring = new TraceRing(records, share);
        this.page = page;
    }

    /** Tells these of all that follows. */
    public void listeners(List<TraceListener> all) {
        listeners = List.copyOf(all);
    }

    /** A layer was passed. */
    public void passed(Directed wave, Layer layer) {
        left(wave, layer, null, 0, Fate.PASSED);
    }

    /** A layer of a star, or on the way to it, was passed. */
    public void passed(Directed wave, Layer layer, StarKey star, long number) {
        left(wave, layer, star, number, Fate.PASSED);
    }

    /** Something became of a wave at a layer. */
    public void left(Directed wave, Layer layer, @Nullable StarKey star, long number, Fate fate) {
        TracedWave traced = TracedWave.of(wave);
        if (traced != null) {
            keep(wave.agent(), traced, null, layer, new Place(machine, star, target(wave)), number, fate);
        }
    }

    /** A relay passes on a wave that it has not read. */
    public void relayed(@Nullable TracedWave wave, StarKey relay) {
        if (wave != null) {
            keep(null, wave, null, Layer.RELAY, new Place(machine, relay, null), 0, Fate.PASSED);
        }
    }

    /**
     * A wave is sent because of another.
     *
     * @param at who sends it, or where a pipeline sends it
     */
    public void caused(Directed wave, Layer layer, Directed cause, Point at) {
        TracedWave traced = TracedWave.of(wave);
        if (traced != null) {
            Traceparent parent = Traceparent.of(cause.headers());
            SpanId span = parent != null && parent.trace().equals(traced.trace()) ? parent.span() : null;
            keep(
                    wave.agent(),
                    traced,
                    span,
                    layer,
                    new Place(machine, null, at),
                    0,
                    Fate.passed(wave.method().toString()));
        }
    }

    /**
     * Waits for the pong of a tracked ping.
     *
     * @param begun when the ping was sent, by {@link System#nanoTime}
     * @return the pong, once the record of it was left
     */
    public CompletionStage<Pong> answered(Ping ping, long begun, CompletionStage<Pong> pong) {
        return pong.whenComplete((answer, failure) -> {
            Fate fate = answer == null ? Fate.of(failure) : Fate.of(answer.status(), answer.body());
            left(ping, Layer.PONG, null, 0, fate.since(begun));
        });
    }

    /** Records of a trace on this Machine, from the oldest on; see {@link TraceRing#page}. */
    public TracePage page(TraceId trace, long from) {
        return ring.page(trace, from, page);
    }

    private static @Nullable Point target(Directed wave) {
        if (wave instanceof Ping ping) {
            return ping.to();
        }
        return wave instanceof Signal signal ? signal.to() : null;
    }

    private void keep(
            @Nullable Agent agent,
            TracedWave wave,
            @Nullable SpanId parent,
            Layer layer,
            Place place,
            long number,
            Fate fate) {
        TraceRecord record = new TraceRecord(Instant.now(), wave, parent, layer, place, number, fate);
        ring.add(agent, record);
        for (TraceListener listener : listeners) {
            tell(listener, record);
        }
    }

    private static void tell(TraceListener listener, TraceRecord record) {
        try {
            listener.left(record);
        } catch (RuntimeException e) {
            LOG.error("a listener to traces failed", e);
        }
    }

    private static final class Id extends ExtensionId<Tracer> {
        @Override
        public Tracer createExtension(ActorSystem<?> system) {
            Config hyperspace = system.settings().config().getConfig("hyperspace");
            Config trace = hyperspace.getConfig("trace");
            return new Tracer(
                    hyperspace.getString("machine.name"),
                    trace.getInt("records"),
                    trace.getInt("share"),
                    trace.getInt("page"));
        }
    }
}
