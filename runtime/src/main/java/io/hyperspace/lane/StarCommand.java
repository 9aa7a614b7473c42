package io.hyperspace.lane;

/** What a star takes through sharding. Waves never come this way. */
public interface StarCommand {}
