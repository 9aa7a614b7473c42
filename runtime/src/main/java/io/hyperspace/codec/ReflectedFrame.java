package io.hyperspace.codec;

import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Headers;

/**
 * What a guest chooses of its answer; {@code id} and {@code of} are infrastructure's.
 *
 * @param status 100 to 599, 200 when not given
 * @param headers none when not given
 * @param body empty when not given
 */
public record ReflectedFrame(int status, Headers headers, Substance body) {}
