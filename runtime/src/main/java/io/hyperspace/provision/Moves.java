package io.hyperspace.provision;

import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.point.StarKey;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Moves particles between stars and stars between Machines, without losing, reordering or repeating a wave. */
public interface Moves {

    /**
     * Moves a particle to another star, which goes on with its waves. What it has under way is finished first, for
     * {@code star.hand-over} at most. A star that cannot let go of it for the moment, as it is itself on its way, is asked
     * again for {@code move.patience}.
     *
     * @param deadline when nobody waits for it any more, in milliseconds since 1970; no star is asked again after it
     * @return the record with the new placement; fails with 422 for a star that takes no such particle, with 503 when the
     *     star that it is in does not let go of it, with 409 when it was placed elsewhere or deleted meanwhile, with 404 when
     *     it is not there any more
     */
    CompletionStage<ParticleRecord> move(ParticleRecord record, StarKey to, long deadline);

    /**
     * Has a Machine let go of all its stars and take none any more, until it is started again. A star at a time of each kind
     * moves.
     *
     * @return the stars that have left it, when none is there any more; fails with 404 when there is no such Machine, with
     *     409 when a star of it has nowhere to go, with 503 when stars are there still after {@code machine.drain-timeout}
     */
    CompletionStage<List<StarKey>> drain(String machine);
}
