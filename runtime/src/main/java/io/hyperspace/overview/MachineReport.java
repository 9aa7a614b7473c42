package io.hyperspace.overview;

import io.hyperspace.provision.MachineStatus;

/**
 * A Machine and what runs on it.
 *
 * @param machine what the machine table and the cluster know of it
 * @param running how many stars answered that they run there
 */
public record MachineReport(MachineStatus machine, int running) {}
