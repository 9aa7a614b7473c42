package io.hyperspace.registry;

import io.hyperspace.space.error.Fault;

/** Refusals of the Registry that {@link io.hyperspace.space.error.Faults} does not have. */
final class RegistryFaults {

    private RegistryFaults() {}

    static Fault notAnswered() {
        return Fault.of(503, "E0212", "the Registry did not answer in time; a change may or may not have been stored");
    }

    static Fault overloaded(int limit) {
        return Fault.of(503, "E0213", "the Registry answers " + limit + " requests already; try again later");
    }

    static Fault severalParents() {
        return Fault.of(422, "E0214", "particles that are registered together must have the same parent");
    }

    static Fault foreignRoute(String point) {
        return Fault.of(422, "E0215", "'" + point + "' has a route that nothing can be registered under");
    }

    static Fault noSuchGrant(String id) {
        return Fault.of(
                404, "E0217", "there is no grant '" + id + "'", "'access list on SELECTOR' shows those there are");
    }

    static Fault overridesTogether() {
        return Fault.of(422, "E0221", "what is registered together with others can replace nothing");
    }

    static Fault notByStatus() {
        return Fault.of(422, "E0222", "a particle is deleted with everything below it, not by its status");
    }
}
