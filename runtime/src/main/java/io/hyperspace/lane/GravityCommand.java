package io.hyperspace.lane;

/** What a star's gravity takes. */
public interface GravityCommand {}
