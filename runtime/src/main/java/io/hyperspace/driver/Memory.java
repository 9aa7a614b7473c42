package io.hyperspace.driver;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What a particle has in memory and a planned move carries along: to another star, or with its star to another Machine. It
 * is carried once. After a crash, or when it was not carried because of a limit, the particle starts afresh.
 *
 * <p>The runtime calls one method at a time, on any thread, and never while a wave is handled.
 */
public interface Memory {

    /**
     * Gives the memory away. No wave comes afterwards, unless this fails with 429 or 503: then it is called again.
     *
     * @param limit the most bytes that are carried
     * @return the bytes; null when there is nothing to carry; fails with 413 when there are more than the limit, with 429 or
     *     503 when they cannot be given now
     */
    CompletionStage<byte @Nullable []> save(long limit);

    /**
     * Takes over what {@link #save} gave at the last place. Called once at most, after {@link Particle#start} and before the
     * first wave.
     *
     * @return fails with what is wrong with the bytes; then the particle is as fresh as if it had not been called
     */
    CompletionStage<Void> restore(byte[] saved);
}
