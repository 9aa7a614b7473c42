package io.hyperspace.drivers.mechtron.engine;

/**
 * A running module. One thread at a time. After a trap its memory may be half changed, so whoever owns it lets it go.
 */
public interface GuestInstance {

    /**
     * Calls an exported function.
     *
     * @return its result, an {@code i32} sign-extended; 0 when it has none
     * @throws GuestTrap whatever goes wrong inside
     */
    long call(String function, long... arguments);

    /**
     * Copies bytes out of the memory.
     *
     * @param pointer taken as an unsigned 32-bit number
     * @param length taken as an unsigned 32-bit number
     * @throws GuestTrap when they are not all inside the memory
     */
    byte[] read(int pointer, int length);

    /**
     * Copies bytes into the memory.
     *
     * @throws GuestTrap when they would not all be inside the memory
     */
    void write(int pointer, byte[] bytes);

    /**
     * Copies all that the instance has, between two calls.
     *
     * @throws io.hyperspace.space.error.HyperspaceException 413 when its memory has more than {@code limit} bytes in blocks
     *     that are not all zeros
     */
    GuestImage image(long limit);

    /**
     * Puts an image of an instance of the same module in place of all that this one has.
     *
     * @throws GuestTrap when it does not fit; then the instance is of no more use
     */
    void restore(GuestImage image);
}
