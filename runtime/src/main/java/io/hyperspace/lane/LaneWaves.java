package io.hyperspace.lane;

import com.typesafe.config.Config;
import io.hyperspace.driver.Waves;
import io.hyperspace.provision.Locator;
import io.hyperspace.provision.RegistryView;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.security.Access;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.Reflected;
import io.hyperspace.space.wave.Signal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.jspecify.annotations.Nullable;

/** Sends waves from this Machine: finds the way, gives the wave to a lane, and waits for what comes back. */
public final class LaneWaves implements Waves {

    private final RegistryView view;
    private final Lanes.Ways ways;
    private final Reflections reflections;
    private final ActorRef<Lanes.Command> lanes;
    private final ActorRef<Reflected> reflector;

    /**
     * Starts the lane table as children of an actor.
     *
     * @param context the Machine's guardian, in its set-up
     * @param hyperspace the configuration below {@code hyperspace}
     * @param doors knocks at a star
     */
    public static LaneWaves start(
            ActorContext<?> context,
            Config hyperspace,
            RegistryView view,
            Locator locator,
            BiConsumer<StarKey, Knock> doors) {
        LaneSettings settings = LaneSettings.of(hyperspace);
        Config waves = hyperspace.getConfig("waves");
        Reflections reflections = new Reflections(waves.getInt("in-flight"));
        Lanes.Ways ways = new Lanes.Ways(view, settings.routes());
        return new LaneWaves(
                view,
                ways,
                reflections,
                context.spawn(Lanes.create(locator, view, ways, doors, settings), "lanes"),
                context.spawn(Reflections.create(reflections, waves.getDuration("sweep")), "reflections"));
    }

    private LaneWaves(
            RegistryView view,
            Lanes.Ways ways,
            Reflections reflections,
            ActorRef<Lanes.Command> lanes,
            ActorRef<Reflected> reflector) {
        this.view = view;
        this.ways = ways;
        this.reflections = reflections;
        this.lanes = lanes;
        this.reflector = reflector;
    }

    @Override
    public CompletionStage<Pong> ping(Ping ping) {
        return ping(ping, ping.deadline());
    }

    @Override
    public CompletionStage<Pong> ping(Ping ping, long until) {
        Fault refusal = refusal(ping);
        if (refusal != null) {
            return CompletableFuture.completedFuture(Pongs.of(ping.id(), ping.to(), refusal));
        }
        CompletionStage<Pong> pong = reflections.expect(ping.id(), ping.to(), Math.min(until, ping.deadline()));
        if (reflections.isExpected(ping.id())) {
            send(ping.to(), new Lane.Send(ping, reflector));
        }
        return pong;
    }

    @Override
    public CompletionStage<Void> signal(Signal signal) {
        Fault refusal = refusal(signal);
        if (refusal != null) {
            return CompletableFuture.failedFuture(refusal.toException());
        }
        send(signal.to(), new Lane.Send(signal, null));
        return CompletableFuture.completedFuture(null);
    }

    private @Nullable Fault refusal(Directed wave) {
        if (wave.head().handling() != Handling.IMMEDIATE) {
            return Faults.notYet("handling " + wave.head().handling());
        }
        if (wave.deadline() <= System.currentTimeMillis()) {
            return Faults.timedOut("the wave");
        }
        return view.holdsLease() ? null : Faults.leaseOver();
    }

    private void send(Point target, Lane.Send send) {
        ActorRef<Lane.Command> lane = ways.to(target);
        if (lane == null) {
            ways.begin(target);
            lanes.tell(new Lanes.Find(target, send));
        } else {
            lane.tell(send);
        }
    }

    @Override
    public CompletionStage<ParticleRecord> record(Point point) {
        return view.record(point);
    }

    @Override
    public CompletionStage<Access> access(Agent agent, Point point) {
        return view.access(agent, point);
    }
}
