package io.hyperspace.cli;

import org.jspecify.annotations.Nullable;

/** Ports that options name. */
final class Ports {

    private static final int MAX = 65_535;

    private Ports() {}

    static void check(String command, String option, @Nullable Integer port) {
        if (port != null && (port < 0 || port > MAX)) {
            throw ClientFaults.usage(option + " takes a port from 0 to " + MAX + ", not " + port, command)
                    .toException();
        }
    }
}
