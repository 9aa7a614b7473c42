package io.hyperspace.control;

import io.hyperspace.space.error.Fault;
import java.nio.file.Path;

/** The faults of the control server: E0337 to E0339 and E0740 to E0749. */
public final class ControlFaults {

    private ControlFaults() {}

    static Fault noSuchCall(String path) {
        return Fault.of(
                404,
                "E0741",
                "there is no call " + path,
                "POST /v1/command runs a command, POST /v1/wave sends a wave, POST /v1/login logs a user in,"
                        + " GET /v1/health asks");
    }

    static Fault wrongMethod(String method, String path, String allowed) {
        return Fault.of(405, "E0742", path + " does not take " + method, "use " + allowed);
    }

    static Fault foreignHost() {
        return Fault.of(
                403, "E0743", "the Host header names another machine", "call it by its address or as localhost");
    }

    static Fault foreignOrigin() {
        return Fault.of(403, "E0743", "pages of another origin may not call this server");
    }

    static Fault onlyTheHyperuserActs() {
        return Fault.of(
                403,
                "E0337",
                "only the hyperuser acts as another",
                "show the Machine's control secret, not a token, or leave out the agent");
    }

    static Fault badAgent(String why) {
        return Fault.of(400, "E0338", "the agent to act as cannot be read: " + why, "give a point, or anonymous");
    }

    static Fault nothingToLogOut() {
        return Fault.of(
                400,
                "E0339",
                "the control secret is no token, and cannot be logged out",
                "give a token with --token-file");
    }

    static Fault unreadableLogin() {
        return Fault.of(
                400,
                "E0744",
                "the request cannot be read",
                "send JSON such as {\"user\":\"POINT\",\"password\":\"…\"}");
    }

    static Fault unreadable(String why) {
        return Fault.of(
                400,
                "E0744",
                "the request cannot be read: " + why,
                "send the command as text/plain, as JSON {\"command\":\"…\"}, or as a form with a part 'command'");
    }

    static Fault unreadableWave(String why) {
        return Fault.of(
                400,
                "E0744",
                "the request cannot be read: " + why,
                "send JSON such as {\"kind\":\"Ping\",\"to\":\"POINT\",\"method\":\"Ext<Hello>\"}");
    }

    static Fault nothingToWatch(int limit) {
        return Fault.of(
                400,
                "E0740",
                "there is no selector to watch, or one longer than " + limit + " characters",
                "GET /v1/events?watch=SELECTOR");
    }

    static Fault damagedSecret(Path file) {
        return Fault.of(
                500, "E0745", file + " does not hold a secret", "remove the file; the next start makes a new one");
    }

    static Fault cannotListen(String address) {
        return Fault.of(409, "E0746", "cannot listen on " + address, "choose another port; 0 takes any free one");
    }

    public static Fault cannotStore(Path file, String why) {
        return Fault.of(500, "E0747", "cannot write " + file + ": " + why, "give a data folder that can be written");
    }
}
