package io.hyperspace.machine;

import io.hyperspace.space.error.Fault;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.point.StarKey;

/** What can go wrong when particles and stars are moved. */
final class MoveFaults {

    private MoveFaults() {}

    static Fault noSuchStar(ParticleRecord record, StarKey star) {
        return Fault.of(
                422,
                "E0780",
                "there is no " + star + " that takes a " + record.kind(),
                "a particle moves to another star of the same kind");
    }

    static Fault noSuchMachine(String name) {
        return Fault.of(404, "E0783", "no Machine '" + name + "' runs");
    }

    static Fault nowhereToGo(StarKey star) {
        return Fault.of(
                409,
                "E0781",
                "no other Machine takes " + star,
                "start one that does, or end the draining of one by starting it again");
    }

    static Fault notDrained(String machine, int left) {
        return Fault.of(
                503,
                "E0782",
                "'" + machine + "' still has " + left + " stars; it goes on letting go of them",
                "give the command again to wait for the rest");
    }
}
