package io.hyperspace.watch;

/**
 * Whom a ripple to watchers has reached.
 *
 * @param watchers those that took it
 * @param silent Machines that did not answer in time, whose watchers may or may not have it
 */
public record Reached(int watchers, int silent) {}
