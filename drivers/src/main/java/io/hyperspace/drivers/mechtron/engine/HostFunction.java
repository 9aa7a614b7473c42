package io.hyperspace.drivers.mechtron.engine;

/**
 * A function that the host offers to guests.
 *
 * @param module the import's module
 * @param name the import's name
 * @param signature what it takes and gives
 * @param body what it does
 */
public record HostFunction(String module, String name, Signature signature, Body body) {

    /** What a host function does, on the guest's thread. */
    @FunctionalInterface
    public interface Body {
        /**
         * @param caller the instance that calls
         * @param arguments as many as the signature says; an {@code i32} is in the lower half
         * @return the result; ignored when the signature has none
         * @throws GuestTrap to end the guest's wave
         */
        long call(GuestInstance caller, long[] arguments);
    }
}
