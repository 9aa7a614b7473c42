package io.hyperspace.codec;

import io.hyperspace.space.point.Point;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Method;

/**
 * What a guest or a client chooses of a wave that it sends. {@code id}, {@code from}, {@code agent} and deadline are
 * stamped by infrastructure; a frame that names them is taken, and they are ignored.
 *
 * @param kind ping or signal
 * @param to the target
 * @param method what is asked for; any family, so that whoever sends it must refuse {@code Hyp} for others
 * @param uri path and query, starting with a slash
 * @param headers extra facts
 * @param body the substance
 * @param handling how much the wave survives; Immediate when the frame says nothing
 */
public record OutgoingFrame(
        Kind kind, Point to, Method method, String uri, Headers headers, Substance body, Handling handling) {

    /** Whether an answer is wanted. */
    public enum Kind {
        PING,
        SIGNAL
    }
}
