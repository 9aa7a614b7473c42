package io.hyperspace.drivers.mechtron.engine;

import java.util.List;
import java.util.Map;

/** A module that is ready to run; immutable, for all threads to share. */
public interface GuestModule {

    /** The size of the module's bytes. */
    int size();

    /** The exported functions with their signatures. */
    Map<String, Signature> functions();

    /** Whether a memory is exported as {@code memory}. */
    boolean exportsMemory();

    /** The functions that the module needs from its host. */
    List<Import> imports();

    /**
     * Makes an instance and runs the module's start function, if it has one. What that runs counts as guest code: call
     * this where guest code may run.
     *
     * @param memoryLimit the most memory in bytes; {@code memory.grow} past it answers -1
     * @param host the functions that the module may import; those it does not are ignored
     * @throws GuestTrap when the start function traps
     * @throws io.hyperspace.space.error.HyperspaceException 422 when the module starts with more memory than allowed
     */
    GuestInstance start(long memoryLimit, List<HostFunction> host);

    /** A function that a module needs. */
    record Import(String module, String name, Signature signature) {
        @Override
        public String toString() {
            return module + "." + name;
        }
    }
}
