package io.hyperspace.space.error;

/**
 * The faults of the runtime, each with its code, in one place. The language's own (E01xx) live with the language.
 * Codes: E02xx registry, E03xx security, E04xx waves, E05xx mechtrons, E06xx bundles and blobs, E07xx control and
 * machine, E0999 internal.
 */
public final class Faults {

    private Faults() {}

    public static Fault taken(String point) {
        return Fault.of(409, "E0201", "'" + point + "' is taken already", "'create?' succeeds when it is there");
    }

    public static Fault takenByAnotherKind(String point, String kind) {
        return Fault.of(409, "E0202", "'" + point + "' is there already, as a " + kind);
    }

    public static Fault noSuchPoint(String point) {
        return Fault.of(404, "E0203", "there is no '" + point + "'");
    }

    public static Fault mayNotHold(String parentKind, String childKind) {
        return Fault.of(422, "E0204", "a " + parentKind + " holds no " + childKind);
    }

    public static Fault changedMeanwhile(String point) {
        return Fault.of(409, "E0205", "'" + point + "' was changed meanwhile; try again");
    }

    public static Fault lockedProperty(String key) {
        return Fault.of(422, "E0206", "property '" + key + "' is locked");
    }

    public static Fault fixedProperty(String key) {
        return Fault.of(422, "E0208", "property '" + key + "' is decided when a particle is created");
    }

    public static Fault directoryFull(String point, int limit) {
        return Fault.of(
                422,
                "E0207",
                "'" + point + "' holds " + limit + " children already",
                "create it with +wide=true, or spread the children over several parents");
    }

    public static Fault firstPoint(String point) {
        return Fault.of(422, "E0220", "every Hyperverse has '" + point + "': it can be neither deleted nor replaced");
    }

    public static Fault noTrace(String trace) {
        return Fault.of(
                404,
                "E0426",
                "no Machine has a record of trace " + trace,
                "records are in memory, and the oldest go first");
    }

    public static Fault forbidden(String permission, String point) {
        return Fault.of(403, "E0301", "permission '" + permission + "' is missing on '" + point + "'");
    }

    public static Fault infrastructureOnly(String method) {
        return Fault.of(403, "E0302", method + " belongs to the infrastructure");
    }

    public static Fault notAuthenticated() {
        return Fault.of(
                401, "E0303", "a valid token is needed", "give --data or --token-file, or set HYPERSPACE_TOKEN");
    }

    /** The one answer to a wrong user and to a wrong password, so that nobody learns which it was. */
    public static Fault wrongCredentials() {
        return Fault.of(401, "E0330", "user or password is wrong");
    }

    public static Fault privilegeMissing(String privilege, String point) {
        return Fault.of(403, "E0304", "privilege '" + privilege + "' is missing on '" + point + "'");
    }

    public static Fault timedOut(String what) {
        return Fault.of(408, "E0401", what + " was not answered before its deadline");
    }

    public static Fault noRoute(String wave) {
        return Fault.of(404, "E0402", "no route here takes " + wave);
    }

    public static Fault waitsForItself(String point) {
        return Fault.of(409, "E0403", "'" + point + "' would wait for itself");
    }

    public static Fault tooMany(String what, int limit) {
        return Fault.of(429, "E0404", what + " is full at " + limit + "; try again later");
    }

    public static Fault chainTooLong(int limit) {
        return Fault.of(422, "E0405", "a chain of calls is at most " + limit + " long");
    }

    public static Fault payloadMismatch(String expected, String found) {
        return Fault.of(400, "E0406", "expected a body of " + expected + ", found " + found);
    }

    public static Fault answeredOtherwise(String point, String expected, String found) {
        return Fault.of(
                500, "E0409", "a stop of '" + point + "' answered with " + found + " where its bind says " + expected);
    }

    public static Fault notValid(String point, String message) {
        return Fault.of(400, "E0410", "'" + point + "' does not take the body: " + message);
    }

    public static Fault quarantined(String point) {
        return Fault.of(503, "E0407", "'" + point + "' failed too often and is quarantined");
    }

    public static Fault malformed(String message) {
        return Fault.of(400, "E0408", message);
    }

    /** What was begun and must not run again, though what stopped it passes. */
    public static Fault halfDone(String point, String why) {
        return Fault.of(
                503,
                "E0413",
                "'" + point + "' could not end what it had begun: " + why,
                "part of it may have been done, so it is not sent again by itself");
    }

    /** A late copy of a wave whose answer somebody has had, and which is remembered no more. */
    public static Fault handledBefore() {
        return Fault.of(409, "E0414", "the wave was handled before, and its answer has been received");
    }

    public static Fault deadlineTooFar(java.time.Duration most) {
        return Fault.of(400, "E0420", "a wave's deadline is at most " + most.toSeconds() + " s from now");
    }

    public static Fault notReady(String what) {
        return Fault.of(503, "E0701", what + " is not ready");
    }

    public static Fault tooLarge(String what, long limit) {
        return Fault.of(413, "E0602", what + " is larger than " + limit + " bytes");
    }

    public static Fault busy(String what, int limit) {
        return Fault.of(503, "E0703", what + " is full at " + limit + "; try again later");
    }

    public static Fault leaseOver() {
        return Fault.of(
                503,
                "E0704",
                "this Machine has not reached the database for too long, so it lets nothing in",
                "it goes on by itself once the database answers");
    }

    public static Fault rulesUnsettled(String point) {
        return Fault.of(
                503, "E0705", "the rules about '" + point + "' change faster than they can be read; try again later");
    }

    public static Fault notYet(String what) {
        return Fault.of(422, "E0702", what + " is not available yet");
    }

    public static Fault internal() {
        return Fault.of(500, "E0999", "something went wrong here; the log has the details");
    }
}
