package io.hyperspace.cli;

import io.hyperspace.space.error.Fault;

/** The faults of the command line: E0751 to E0756, E0758 and E0761. */
final class ClientFaults {

    /** The code of everything that ends with {@link ExitCode#NO_MACHINE}. */
    static final String NO_MACHINE = "E0751";

    private ClientFaults() {}

    static Fault noMachine(String address) {
        return Fault.of(
                503,
                NO_MACHINE,
                "no Machine answers at " + address,
                "start one with 'hyperspace serve'",
                "if it runs elsewhere, give --data or --control");
    }

    static Fault notAMachine(String address) {
        return Fault.of(
                503, NO_MACHINE, "what answers at " + address + " is not a Machine", "give --data or --control");
    }

    static Fault broken(String address, String why) {
        return Fault.of(
                503,
                NO_MACHINE,
                "the connection to " + address + " broke: " + why,
                "whether the command was run is not known; look before you repeat it");
    }

    static Fault unreadable(String file, String why) {
        return Fault.of(400, "E0752", "cannot read " + file + ": " + why);
    }

    static Fault usage(String message, String command) {
        return Fault.of(400, "E0753", message, "'" + command + " --help' says how it is called");
    }

    static Fault badAddress(String text) {
        return Fault.of(400, "E0754", "'" + text + "' is not an address", "one reads like 127.0.0.1:4343");
    }

    static Fault badToken(String source) {
        return Fault.of(400, "E0755", source + " does not hold a token", "a token is one line of printable characters");
    }

    static Fault noPassword() {
        return Fault.of(
                400,
                "E0758",
                "there is no password to read",
                "type it when asked, or give it as the first line of standard input, in UTF-8");
    }

    static Fault unwritable(String file, String why) {
        return Fault.of(
                400, "E0761", "cannot write " + file + ": " + why, "give a file that can be written with --token-file");
    }

    static Fault interrupted() {
        return Fault.of(503, "E0756", "the command line was interrupted");
    }
}
