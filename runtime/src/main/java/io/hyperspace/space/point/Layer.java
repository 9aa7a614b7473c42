package io.hyperspace.space.point;

/** The layers that a wave passes at a particle, outermost first. */
public enum Layer {
    GRAVITY,
    FIELD,
    SHELL,
    PORTAL,
    HOST,
    GUEST,
    CORE
}
