package io.hyperspace.machine;

import com.typesafe.config.Config;
import io.hyperspace.driver.Driver;
import io.hyperspace.provision.MachineStatus;
import io.hyperspace.provision.Members;
import io.hyperspace.provision.Memories;
import io.hyperspace.provision.Moves;
import io.hyperspace.provision.Registry;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.point.StarKind;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.pattern.Patterns;
import org.jspecify.annotations.Nullable;

/** Moves particles, each by {@link ParticleMoves}, and stars. */
final class StarMoves implements Moves {

    /** Stands for stars that did not say where they are. */
    private static final StarKey UNKNOWN = StarKey.of(StarKind.MACHINE, 0);

    private final ActorSystem<?> system;
    private final Stars stars;
    private final Members members;
    private final ParticleMoves particles;
    private final Map<Kind, StarKind> homes = new HashMap<>();
    private final Duration timeout;
    private final Duration interval;

    StarMoves(
            ActorSystem<?> system,
            Stars stars,
            Registry registry,
            Members members,
            Memories memories,
            List<Driver> drivers,
            Config hyperspace) {
        this.system = system;
        this.stars = stars;
        this.members = members;
        this.particles = new ParticleMoves(
                stars::release,
                stars::wake,
                registry,
                memories,
                this::after,
                System::nanoTime,
                MoveSettings.of(hyperspace));
        this.timeout = hyperspace.getDuration("machine.drain-timeout");
        this.interval = hyperspace.getDuration("machine.drain-interval");
        drivers.forEach(driver -> driver.kinds().forEach(kind -> homes.put(kind, driver.home())));
    }

    @Override
    public CompletionStage<ParticleRecord> move(ParticleRecord record, StarKey to, long deadline) {
        StarKind home = homes.get(record.kind());
        if (home == null || !to.name().equals(home.starName()) || !stars.has(to)) {
            return CompletableFuture.failedFuture(
                    MoveFaults.noSuchStar(record, to).toException());
        }
        Duration time = Duration.ofMillis(Math.max(0, deadline - System.currentTimeMillis()));
        return particles.move(record, to, time);
    }

    @Override
    public CompletionStage<List<StarKey>> drain(String name) {
        long end = System.nanoTime() + timeout.toNanos();
        return members.machines().thenCompose(all -> {
            MachineStatus machine = running(all, name);
            if (machine == null) {
                return CompletableFuture.failedFuture(
                        MoveFaults.noSuchMachine(name).toException());
            }
            return stars.on(machine.address()).thenCompose(there -> {
                refuseStranded(machine, there, all);
                return members.drain(name, true)
                        .thenCompose(drains -> empty(machine, end))
                        .thenApply(isEmpty -> there);
            });
        });
    }

    private static @Nullable MachineStatus running(List<MachineStatus> all, String name) {
        return all.stream()
                .filter(machine -> machine.name().equals(name) && machine.state() == MachineStatus.State.UP)
                .findFirst()
                .orElse(null);
    }

    private static void refuseStranded(MachineStatus machine, List<StarKey> there, List<MachineStatus> all) {
        for (StarKey star : there) {
            boolean isTaken = all.stream()
                    .anyMatch(other -> !other.name().equals(machine.name())
                            && other.state() == MachineStatus.State.UP
                            && !other.draining()
                            && other.stars().contains(StarKind.ofStarName(star.name())));
            if (!isTaken) {
                throw MoveFaults.nowhereToGo(star).toException();
            }
        }
    }

    private CompletionStage<Boolean> empty(MachineStatus machine, long end) {
        return stars.on(machine.address())
                .exceptionally(failure -> List.of(UNKNOWN))
                .thenCompose(left -> {
                    if (left.isEmpty()) {
                        return CompletableFuture.completedFuture(true);
                    }
                    if (System.nanoTime() - end > 0) {
                        Fault fault = MoveFaults.notDrained(machine.name(), left.size());
                        return CompletableFuture.failedFuture(new HyperspaceException(fault));
                    }
                    return after(interval, () -> empty(machine, end));
                });
    }

    private <T> CompletionStage<T> after(Duration time, Supplier<CompletionStage<T>> action) {
        return Patterns.after(time, system.classicSystem().scheduler(), system.executionContext(), action::get);
    }
}
