package io.hyperspace.traversal;

import io.hyperspace.driver.Memory;
import io.hyperspace.driver.Particle;
import io.hyperspace.provision.Memories;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.particle.Location;
import io.hyperspace.space.particle.ParticleRecord;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.jspecify.annotations.Nullable;

/** What becomes of a particle's memory when it starts and when it leaves, see {@link Memory}. */
final class Carried {

    private Carried() {}

    /**
     * Gives a particle that starts what it left behind, and tells its star what became of it.
     *
     * @return fails when nobody can say what it left, for then it must not start
     */
    static CompletionStage<Void> restore(Particle core, ParticleRecord record, ParticleListener star) {
        Memory memory = core.memory();
        return memory == null
                ? CompletableFuture.completedFuture(null)
                : star.take(record)
                        .thenCompose(found -> found.map(left -> restore(memory, left))
                                .orElseGet(() -> CompletableFuture.completedFuture(Recall.FRESH)))
                        .thenAccept(star::remembers);
    }

    private static CompletionStage<Recall> restore(Memory memory, Memories.Left left) {
        byte[] bytes = left.bytes();
        return bytes == null
                ? CompletableFuture.completedFuture(
                        Recall.lost(Objects.requireNonNullElse(left.lost(), "nobody knows why")))
                : memory.restore(bytes)
                        .handle((done, failure) -> failure == null
                                ? Recall.CARRIED
                                : Recall.lost(
                                        HyperspaceException.faultOf(failure).message()));
    }

    /** Asks a particle to save its memory, which its actor hears of; false when it has none. */
    static boolean save(ActorContext<ParticleCommand> actor, Particle core, ParticleCommand.Leave leave) {
        Memory memory = core.memory();
        if (memory != null) {
            actor.pipeToSelf(memory.save(leave.memoryLimit()), (bytes, failure) -> new Saved(bytes, failure, leave));
        }
        return memory != null;
    }

    /** How saving went. */
    @SuppressWarnings("ArrayRecordComponent")
    record Saved(byte @Nullable [] bytes, @Nullable Throwable failure, ParticleCommand.Leave leave)
            implements ParticleCommand {

        /** Tells the star what the particle leaves; false when that cannot be said now, and the star is to ask again. */
        boolean tell(ParticleRecord record, ParticleListener star) {
            Fault fault = failure == null ? null : HyperspaceException.faultOf(failure);
            if (fault != null && (fault.status() == 429 || fault.status() == 503)) {
                leave.busy().tell(new ParticleCommand.StillBusy(record.incarnation()));
                return false;
            }
            Location location = record.location();
            long epoch = location == null ? 0 : location.epoch();
            if (fault != null) {
                star.leaves(Memories.Left.lost(record.incarnation(), record.point(), epoch, why(fault)));
            } else if (bytes != null) {
                star.leaves(Memories.Left.of(record.incarnation(), record.point(), epoch, bytes));
            }
            return true;
        }

        private String why(Fault fault) {
            return fault.status() == 413
                    ? "it is larger than move.state-limit, " + leave.memoryLimit() + " bytes"
                    : "it could not be saved: " + fault.message();
        }
    }
}
