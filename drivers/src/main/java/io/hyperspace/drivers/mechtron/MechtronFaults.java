package io.hyperspace.drivers.mechtron;

import io.hyperspace.space.error.Fault;
import java.time.Duration;
import java.util.Collection;

/** The faults of mechtrons, E05xx, each with its code; E0501, E0504 and E0516 are the engine's. */
final class MechtronFaults {

    private MechtronFaults() {}

    static Fault missingExports(Collection<String> missing) {
        return Fault.of(
                422,
                "E0502",
                "the module does not export " + String.join(", ", missing),
                "a mechtron exports memory, hyperspace_alloc, hyperspace_free, hyperspace_init and hyperspace_wave");
    }

    static Fault unknownImports(Collection<String> unknown) {
        return Fault.of(
                422,
                "E0503",
                "the module imports what is not offered: " + String.join(", ", unknown),
                "a mechtron imports from module 'hyperspace' alone, and may import env.abort");
    }

    static Fault overTime(String point, Duration limit) {
        return Fault.of(
                408, "E0505", "'" + point + "' ran for more than its " + limit.toMillis() + " ms and was stopped");
    }

    static Fault pastDeadline(String point) {
        return Fault.of(408, "E0505", "'" + point + "' was stopped, for the wave's deadline has passed");
    }

    static Fault trapped(String point, String reason) {
        return Fault.of(500, "E0506", "'" + point + "' trapped: " + reason);
    }

    static Fault threadsBusy(int limit) {
        return Fault.of(503, "E0507", limit + " waves wait for a guest thread already; try again later");
    }

    static Fault mailboxFull(String point, int limit) {
        return Fault.of(429, "E0520", "the mailbox of '" + point + "' is full at " + limit + "; try again later");
    }

    static Fault malformedAnswer(String point, String why) {
        return Fault.of(500, "E0508", "'" + point + "' gave an answer that cannot be read: " + why);
    }

    static Fault answerTooLarge(String point, long size, long limit) {
        return Fault.of(
                500,
                "E0509",
                "the answer of '" + point + "' has " + size + " bytes, more than the " + limit + " allowed");
    }

    static Fault statelessPut() {
        return Fault.of(422, "E0510", "a stateless mechtron has no state to put to", "give it State { +mode=actor; }");
    }

    static Fault statePutRefused(String why) {
        return Fault.of(413, "E0511", "state_put refused: " + why);
    }

    static Fault initRefused(String point, long code) {
        return Fault.of(500, "E0512", "'" + point + "' refused to start, with code " + code);
    }

    static Fault noConfig(String point) {
        return Fault.of(
                422,
                "E0513",
                "'" + point + "' has no property 'config'",
                "set " + point + "{ +config=repo:series:1.0.0:/config/name.mechtron }");
    }

    static Fault asksTooMuch(String what, String asked, String limit) {
        return Fault.of(422, "E0514", "the mechtron asks for " + what + " of " + asked + ", the most here is " + limit);
    }

    static Fault noContent(String point) {
        return Fault.of(422, "E0515", "'" + point + "' has no content");
    }

    static Fault notInInit(String function) {
        return Fault.of(422, "E0517", function + " cannot be called from hyperspace_init");
    }

    static Fault callTooLarge(String function, long size, long limit) {
        return Fault.of(413, "E0518", function + " was given " + size + " bytes, more than the " + limit + " allowed");
    }

    static Fault memoryOfAnotherModule() {
        return Fault.of(409, "E0521", "it was left by another module");
    }

    static Fault unreadableMemory(String why) {
        return Fault.of(400, "E0522", "it cannot be read: " + why);
    }

    static Fault stopping(String point) {
        return Fault.of(503, "E0519", "'" + point + "' is stopping");
    }
}
