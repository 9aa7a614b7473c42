package io.hyperspace.control;

import io.hyperspace.space.error.Fault;
import java.nio.file.Path;

/** The faults of the control server: E0711 to E0719. */
final class ControlFaults {

    private ControlFaults() {}

    static Fault noSuchCall(String path) {
        return Fault.of(
                404, "E0711", "there is no call " + path, "POST /v1/command runs a command, GET /v1/health asks");
    }

    static Fault wrongMethod(String method, String path, String allowed) {
        return Fault.of(405, "E0712", path + " does not take " + method, "use " + allowed);
    }

    static Fault foreignHost() {
        return Fault.of(
                403, "E0713", "the Host header names another machine", "call it by its address or as localhost");
    }

    static Fault foreignOrigin() {
        return Fault.of(403, "E0713", "pages of another origin may not call this server");
    }

    static Fault unreadable(String why) {
        return Fault.of(
                400,
                "E0714",
                "the request cannot be read: " + why,
                "send the command as text/plain, as JSON {\"command\":\"…\"}, or as a form with a part 'command'");
    }

    static Fault damagedSecret(Path file) {
        return Fault.of(
                500, "E0715", file + " does not hold a secret", "remove the file; the next start makes a new one");
    }

    static Fault cannotListen(String address) {
        return Fault.of(409, "E0716", "cannot listen on " + address, "choose another port; 0 takes any free one");
    }

    static Fault cannotStore(Path file, String why) {
        return Fault.of(500, "E0717", "cannot write " + file + ": " + why, "give a data folder that can be written");
    }
}
