package io.hyperspace.registry.directory;

import io.hyperspace.space.error.Fault;

/** Refusals of directories that {@link io.hyperspace.space.error.Faults} does not have. */
final class DirectoryFaults {

    private DirectoryFaults() {}

    static Fault fixedProperty(String key) {
        return Fault.of(422, "E0208", "property '" + key + "' is decided when a particle is created");
    }

    static Fault notStored() {
        return Fault.of(503, "E0209", "the change could not be stored; nothing was changed", "try again later");
    }

    static Fault opening(String point) {
        return Fault.of(503, "E0210", "the directory of '" + point + "' could not be opened yet", "try again later");
    }

    static Fault announcing(int limit) {
        return Fault.of(
                503, "E0218", limit + " changes are being told to all Machines already; nothing was changed", "try again later");
    }

    static Fault unknownOutcome() {
        return Fault.of(503, "E0211", "the change may or may not have been stored", "look before you try again");
    }
}
