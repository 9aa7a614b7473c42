package io.hyperspace.machine;

import com.typesafe.config.Config;
import io.hyperspace.driver.Driver;
import io.hyperspace.provision.MachineStatus;
import io.hyperspace.provision.Members;
import io.hyperspace.provision.Memories;
import io.hyperspace.provision.Moves;
import io.hyperspace.provision.Registry;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.Location;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.point.StarKind;
import io.hyperspace.star.Release;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.pattern.Patterns;
import org.jspecify.annotations.Nullable;

/**
 * Moves particles and stars.
 *
 * <p>A particle moves in three steps: its star lets go of it, the Registry places it anew, its old star is told and sends its
 * waves after it. A crash between any two heals by itself, for the old star does not wait for ever, see {@link Release}.
 * When nobody can say whether it was placed anew, the old star is not told, and finds out.
 */
final class StarMoves implements Moves {

    /** Stands for stars that did not say where they are. */
    private static final StarKey UNKNOWN = StarKey.of(StarKind.MACHINE, 0);

    private final ActorSystem<?> system;
    private final Stars stars;
    private final Registry registry;
    private final Members members;
    private final Memories memories;
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
        this.registry = registry;
        this.members = members;
        this.memories = memories;
        this.timeout = hyperspace.getDuration("machine.drain-timeout");
        this.interval = hyperspace.getDuration("machine.drain-interval");
        drivers.forEach(driver -> driver.kinds().forEach(kind -> homes.put(kind, driver.home())));
    }

    @Override
    public CompletionStage<ParticleRecord> move(ParticleRecord record, StarKey to) {
        StarKind home = homes.get(record.kind());
        if (home == null || !to.name().equals(home.starName()) || !stars.has(to)) {
            return CompletableFuture.failedFuture(
                    MoveFaults.noSuchStar(record, to).toException());
        }
        Location location = record.location();
        if (location == null) {
            return registry.assign(record.point(), record.incarnation(), 0, to).thenApply(now -> placed(now, to));
        }
        if (location.star().equals(to)) {
            return CompletableFuture.completedFuture(record);
        }
        return stars.release(location.star(), record, location.epoch())
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                        Faults.notReady("star " + location.star()).toException()))
                .thenCompose(released -> assign(record, location, to, released));
    }

    private CompletionStage<ParticleRecord> assign(
            ParticleRecord record, Location location, StarKey to, Release.Released released) {
        if (!released.done()) {
            return CompletableFuture.failedFuture(
                    Faults.notReady("star " + location.star()).toException());
        }
        return registry.assign(record.point(), record.incarnation(), location.epoch(), to)
                .thenApply(now -> {
                    released.gravity().tell(new Release.Reassigned(record.point()));
                    ParticleRecord placed = placed(now, to);
                    wake(placed, to, released.left());
                    return placed;
                });
    }

    /** What it left may be of an earlier move: it had not started since. One that is woken in vain comes to no harm. */
    private void wake(ParticleRecord placed, StarKey to, boolean left) {
        Location location = Objects.requireNonNull(placed.location(), "it was placed");
        if (left) {
            stars.wake(to, placed.point());
        }
        memories.follow(placed.incarnation(), to, location.epoch()).whenComplete((waits, failure) -> {
            if (!left && (failure != null || waits)) {
                stars.wake(to, placed.point());
            }
        });
    }

    private static ParticleRecord placed(ParticleRecord now, StarKey to) {
        Location location = now.location();
        if (location == null || !location.star().equals(to)) {
            throw Faults.changedMeanwhile(now.point().toString()).toException();
        }
        return now;
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
                    return Patterns.after(
                            interval,
                            system.classicSystem().scheduler(),
                            system.executionContext(),
                            () -> empty(machine, end));
                });
    }
}
