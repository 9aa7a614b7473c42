package io.hyperspace.space.wave;

/** How much a wave survives. Only {@link #IMMEDIATE} is served yet; the others are refused with 422. */
public enum Handling {
    /** Memory only. */
    IMMEDIATE,
    /** Kept by the sender's Machine until acknowledged. */
    QUEUED,
    /** Kept on disk by the sending star until the target has stored its effect. */
    DURABLE
}
