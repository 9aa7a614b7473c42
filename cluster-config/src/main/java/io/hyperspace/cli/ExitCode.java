package io.hyperspace.cli;

import io.hyperspace.control.CommandResult;
import io.hyperspace.space.error.Fault;

/** What the process ends with; the numbers are those of {@code sysexits.h}. */
final class ExitCode {

    static final int OK = 0;
    static final int REFUSED = 1;
    static final int BAD_INPUT = 64;
    static final int NO_MACHINE = 69;
    static final int OUR_FAULT = 70;

    /** A Machine ended by itself; starting it again may help. */
    static final int LOST = 75;

    private ExitCode() {}

    static int of(CommandResult result) {
        Fault error = result.error();
        if (error != null) {
            return of(error);
        }
        return result.status() < 300 ? OK : REFUSED;
    }

    static int of(Fault fault) {
        if (fault.code().equals(ClientFaults.NO_MACHINE)) {
            return NO_MACHINE;
        }
        return switch (fault.status()) {
            case 400, 413 -> BAD_INPUT;
            case 500 -> OUR_FAULT;
            default -> REFUSED;
        };
    }
}
