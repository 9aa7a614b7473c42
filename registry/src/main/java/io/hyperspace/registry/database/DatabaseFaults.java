package io.hyperspace.registry.database;

import io.hyperspace.space.error.Fault;
import java.nio.file.Path;

/** What may go wrong with the database, as users see it. */
final class DatabaseFaults {

    private DatabaseFaults() {}

    static Fault locked(Path file) {
        return Fault.of(
                503,
                "E0720",
                "the database in '" + file.getParent() + "' is in use by another Machine",
                "for several Machines, set hyperspace.database.url to a PostgreSQL database, or stop that Machine, start"
                        + " 'hyperspace database' on this folder and give all of them its URL");
    }

    static Fault unavailable() {
        return Fault.of(
                503, "E0721", "the database cannot be opened", "see hyperspace.database.url; the log says more");
    }

    static Fault noPassword(Path file) {
        return Fault.of(
                503,
                "E0726",
                "the database's password cannot be read from '" + file + "'",
                "see hyperspace.database.password-file; 'hyperspace database' says where it has put it");
    }

    static Fault denied() {
        return Fault.of(
                503,
                "E0727",
                "the database does not let this Machine in",
                "see hyperspace.database.user, password and password-file");
    }

    static Fault unsupported(String url) {
        String scheme = url.replaceFirst("^(jdbc:[a-z0-9]+):.*", "$1");
        return Fault.of(422, "E0722", "a database of the kind '" + scheme + "' is not available yet");
    }

    static Fault busy(String queue, int limit) {
        return Fault.of(503, "E0723", "the queue of " + queue + " is full at " + limit + "; try again later");
    }

    static Fault silent(long seconds) {
        return Fault.of(503, "E0736", "the database has not answered within " + seconds + " s; try again later");
    }

    static Fault failed() {
        return Fault.of(503, "E0724", "the database did not do its work; try again later");
    }

    static Fault fenced() {
        return Fault.of(
                503, "E0729", "this Machine was taken for lost and can store nothing any more", "start it again");
    }

    static Fault missing(Path file) {
        return Fault.of(404, "E0734", "there is no database in '" + file.getParent() + "'", "see --data");
    }

    static Fault inUse(String machine) {
        return Fault.of(
                409,
                "E0735",
                "the Machine '" + machine + "' has the database",
                "stop it; one that died has let go of the database when its lease has run out");
    }

    static Fault portInUse(int port) {
        return Fault.of(
                409, "E0738", "the database cannot listen on port " + port, "choose another with --port; 0 takes any");
    }

    static Fault noMachine(String name) {
        return Fault.of(404, "E0737", "there is no Machine '" + name + "'", "'machines' lists them");
    }

    static Fault otherFacts(String name, String stored, String wanted) {
        return Fault.of(
                503,
                "E0725",
                "the cluster has " + name + " = " + stored + ", this Machine is configured for " + wanted,
                "give this Machine the cluster's value; or stop all, and 'hyperspace registry reshape' gives the cluster this one's");
    }
}
