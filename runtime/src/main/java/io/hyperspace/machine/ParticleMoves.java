package io.hyperspace.machine;

import io.hyperspace.provision.Memories;
import io.hyperspace.provision.Registry;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.particle.Location;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.star.Release;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Moves one particle at a time, in three steps: its star lets go of it, the Registry places it anew, its old star is told and
 * sends its waves after it. A crash between any two heals by itself, for the old star does not wait for ever, see {@link
 * Release}. When nobody can say whether it was placed anew, the old star is not told, and finds out.
 *
 * <p>A star that cannot let go of it for the moment, or is silent, is mostly itself on its way to another Machine. It is asked
 * again until {@code move.patience} is over, or the deadline, of whatever comes first. Invariant: it is asked again only while
 * the particle is where it was at first, as the Registry says. A star that was silent may have heard all the same, and one
 * that let go of it may have waited in vain while the Registry was slow; either may have taken the particle back since, by
 * which its placement is one epoch further each time. Any other epoch says that somebody else has moved it.
 */
final class ParticleMoves {

    /** Asks the star of a placement to let go of a particle; fails with a {@code TimeoutException} when it is silent. */
    @FunctionalInterface
    interface LettingGo {
        CompletionStage<Release.Released> release(ParticleRecord record, Location location);
    }

    /** Does something after a time. */
    @FunctionalInterface
    interface Later {
        CompletionStage<ParticleRecord> after(Duration time, Supplier<CompletionStage<ParticleRecord>> action);
    }

    /**
     * A move.
     *
     * @param record the particle, as it was at first
     * @param from where it was at first
     * @param end of the time in which its star is asked, in nanoseconds by the clock
     */
    private record Errand(ParticleRecord record, Location from, StarKey to, long end) {

        CompletionStage<ParticleRecord> notReady() {
            return failed(Faults.notReady("star " + from.star()));
        }

        CompletionStage<ParticleRecord> changedMeanwhile() {
            return failed(Faults.changedMeanwhile(record.point().toString()));
        }

        /** @param vain how often its star was asked in vain, and may have taken it back */
        boolean isStillThere(Location at, int vain) {
            return at.star().equals(from.star()) && at.epoch() <= from.epoch() + vain;
        }

        boolean isOf(ParticleRecord now) {
            return now.incarnation().equals(record.incarnation()) && now.status() != Status.DELETED;
        }
    }

    private final LettingGo stars;
    private final BiConsumer<StarKey, Point> wake;
    private final Registry registry;
    private final Memories memories;
    private final Later later;
    private final LongSupplier nanos;
    private final MoveSettings settings;

    /**
     * @param wake has a star start a particle
     * @param nanos a clock that only goes forward
     */
    ParticleMoves(
            LettingGo stars,
            BiConsumer<StarKey, Point> wake,
            Registry registry,
            Memories memories,
            Later later,
            LongSupplier nanos,
            MoveSettings settings) {
        this.stars = stars;
        this.wake = wake;
        this.registry = registry;
        this.memories = memories;
        this.later = later;
        this.nanos = nanos;
        this.settings = settings;
    }

    /**
     * Moves a particle to a star that takes it. One that has none yet may be given another one just then, by its first wave;
     * then it moves on from there.
     *
     * @param time how long whoever wants it waits
     */
    CompletionStage<ParticleRecord> move(ParticleRecord record, StarKey to, Duration time) {
        Location location = record.location();
        if (location == null) {
            return registry.assign(record.point(), record.incarnation(), 0, to)
                    .thenCompose(now -> now.location() == null ? notPlaced(now) : move(now, to, time));
        }
        if (location.star().equals(to)) {
            return CompletableFuture.completedFuture(record);
        }
        Duration shorter = time.compareTo(settings.patience()) < 0 ? time : settings.patience();
        Errand errand = new Errand(record, location, to, nanos.getAsLong() + shorter.toNanos());
        return ask(errand, location, settings.retryAfter(), 0);
    }

    private CompletionStage<ParticleRecord> ask(Errand errand, Location at, Duration pause, int vain) {
        return stars.release(errand.record(), at)
                .handle((released, failure) -> {
                    if (released != null && released.done()) {
                        return assign(errand, at, released, pause, vain);
                    }
                    boolean isSilent = isSilence(failure);
                    boolean mayAgain = isSilent || (released != null && released.soon());
                    return mayAgain ? again(errand, pause, isSilent ? vain + 1 : vain) : errand.notReady();
                })
                .thenCompose(answer -> answer);
    }

    private static boolean isSilence(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof TimeoutException;
    }

    private CompletionStage<ParticleRecord> again(Errand errand, Duration pause, int vain) {
        if (isTooLate(errand, pause)) {
            return errand.notReady();
        }
        Duration longer = settings.longer(pause);
        return later.after(pause, () -> registry.record(errand.record().point()))
                .handle((now, failure) ->
                        now == null ? again(errand, failure, longer, vain) : goOn(errand, now, longer, vain))
                .thenCompose(answer -> answer);
    }

    /** A Registry that does not answer mostly has a directory on its way. */
    private CompletionStage<ParticleRecord> again(Errand errand, Throwable failure, Duration pause, int vain) {
        Fault fault = HyperspaceException.faultOf(failure);
        return fault.status() == 503 && !isTooLate(errand, pause) ? again(errand, pause, vain) : failed(fault);
    }

    private boolean isTooLate(Errand errand, Duration pause) {
        return nanos.getAsLong() + pause.toNanos() - errand.end() >= 0;
    }

    /** One that somebody else has moved to where it was to go is there, as is one that was there at first. */
    private CompletionStage<ParticleRecord> goOn(Errand errand, ParticleRecord now, Duration pause, int vain) {
        Location at = now.location();
        if (at == null || !errand.isOf(now)) {
            return errand.changedMeanwhile();
        }
        if (at.star().equals(errand.to())) {
            return CompletableFuture.completedFuture(now);
        }
        return errand.isStillThere(at, vain) ? ask(errand, at, pause, vain) : errand.changedMeanwhile();
    }

    private CompletionStage<ParticleRecord> assign(
            Errand errand, Location at, Release.Released released, Duration pause, int vain) {
        ParticleRecord record = errand.record();
        return registry.assign(record.point(), record.incarnation(), at.epoch(), errand.to())
                .handle((now, failure) -> {
                    if (now == null) {
                        return again(errand, failure, pause, vain + 1);
                    }
                    released.gravity().tell(new Release.Reassigned(record.point(), record.incarnation(), at.epoch()));
                    return assigned(errand, now, released.left(), pause, vain);
                })
                .thenCompose(answer -> answer);
    }

    private CompletionStage<ParticleRecord> assigned(
            Errand errand, ParticleRecord now, boolean left, Duration pause, int vain) {
        Location placed = now.location();
        if (placed == null || (!placed.star().equals(errand.to()) && !errand.isStillThere(placed, vain + 1))) {
            return errand.changedMeanwhile();
        }
        if (!placed.star().equals(errand.to())) {
            return again(errand, pause, vain + 1);
        }
        wake(now, errand.to(), left);
        return CompletableFuture.completedFuture(now);
    }

    /** What it left may be of an earlier move: it had not started since. One that is woken in vain comes to no harm. */
    private void wake(ParticleRecord placed, StarKey to, boolean left) {
        Location location = Objects.requireNonNull(placed.location(), "it was placed");
        if (left) {
            wake.accept(to, placed.point());
        }
        memories.follow(placed.incarnation(), to, location.epoch()).whenComplete((waits, failure) -> {
            if (!left && (failure != null || waits)) {
                wake.accept(to, placed.point());
            }
        });
    }

    private static CompletionStage<ParticleRecord> notPlaced(ParticleRecord now) {
        return failed(Faults.changedMeanwhile(now.point().toString()));
    }

    private static CompletionStage<ParticleRecord> failed(Fault fault) {
        return CompletableFuture.failedFuture(new HyperspaceException(fault));
    }
}
