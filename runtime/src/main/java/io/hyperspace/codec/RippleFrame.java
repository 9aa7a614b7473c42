package io.hyperspace.codec;

import io.hyperspace.space.selector.Selector;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Method;

/**
 * What a guest or a client chooses of a ripple that it sends; the rest is infrastructure's, as in an {@link OutgoingFrame}.
 *
 * @param to picks the targets
 * @param method what is asked for; any family, so that whoever sends it must refuse {@code Hyp} for others
 * @param uri path and query, starting with a slash
 * @param headers extra facts
 * @param body the substance
 * @param handling how much each of its waves survives
 * @param echoes after how many good echoes nobody waits any more, 0 for none; all when the frame says nothing
 */
public record RippleFrame(
        Selector to, Method method, String uri, Headers headers, Substance body, Handling handling, int echoes) {

    /** The number of echoes that means all of them. */
    public static final int ALL_ECHOES = Integer.MAX_VALUE;
}
