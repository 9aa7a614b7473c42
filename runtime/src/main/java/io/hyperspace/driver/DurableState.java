package io.hyperspace.driver;

import io.hyperspace.driver.ParticleContext.Outgoing;
import io.hyperspace.space.wave.Directed;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A particle's durable keys and values, event-sourced. Keys are at most 512 bytes of text, a value at most 256 KiB, all
 * together at most 4 MiB.
 */
public interface DurableState {

    /** The value of a key as last committed, or null. The array is shared: do not write to it. */
    byte @Nullable [] get(String key);

    /**
     * Commits what one wave did as one event, and then lets its signals out. Of a durable wave the reply is stored too:
     * whenever it is delivered again, that reply is given and the particle is not asked. So a particle commits every
     * durable wave whose effect is to happen once, and what it does besides must come after the commit.
     *
     * <p>When the stage completes, puts and reply are on disk, and the durable signals are too or were answered. When it
     * fails with 413 or 429, nothing is stored. When it fails with 503, either nothing is stored or nobody knows; then the particle is ended and starts again
     * from what is on disk; or the durable signals could not leave yet, and will when they can.
     *
     * @param wave the wave that is handled
     * @param puts by key
     * @param reply what the wave is to be answered
     * @param signals what the wave sends; durable ones are part of the event, the others are sent after it
     * @return the reply to give: the one that was stored, if the wave was handled before
     */
    CompletionStage<Reply> commit(Directed wave, Map<String, byte[]> puts, Reply reply, List<Outgoing> signals);
}
