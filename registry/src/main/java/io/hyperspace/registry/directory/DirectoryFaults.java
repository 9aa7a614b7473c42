package io.hyperspace.registry.directory;

import io.hyperspace.space.error.Fault;

/** Refusals of directories that {@link io.hyperspace.space.error.Faults} does not have. */
public final class DirectoryFaults {

    private DirectoryFaults() {}

    public static Fault beingDeleted(String point) {
        return Fault.of(
                409,
                "E0218",
                "'" + point + "' is being deleted",
                "if whoever deletes it has given up, delete it again");
    }

    static Fault tooHeavy(String point, boolean wide) {
        return Fault.of(
                422,
                "E0219",
                "the children of '" + point + "' would take more than " + Sizes.MAX_DIRECTORY + " bytes together",
                wide
                        ? "spread them over several parents"
                        : "create it with +wide=true, or spread them over several parents");
    }

    static Fault notStored() {
        return Fault.of(503, "E0209", "the change could not be stored; nothing was changed", "try again later");
    }

    static Fault opening(String point) {
        return Fault.of(503, "E0210", "the directory of '" + point + "' could not be opened yet", "try again later");
    }

    static Fault announcing(int limit) {
        return Fault.of(
                503,
                "E0224",
                limit + " changes are being told to all Machines already; nothing was changed",
                "try again later");
    }

    static Fault notStarted() {
        return Fault.of(
                503,
                "E0732",
                "a Machine was lost, and its directories have not started elsewhere yet",
                "try again later");
    }

    static Fault outOfTouch() {
        return Fault.of(503, "E0733", "the Machine that holds the directory has lost the database", "try again later");
    }

    static Fault unknownOutcome() {
        return Fault.of(503, "E0211", "the change may or may not have been stored", "look before you try again");
    }
}
