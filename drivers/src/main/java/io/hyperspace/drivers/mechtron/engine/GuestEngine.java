package io.hyperspace.drivers.mechtron.engine;

/** Makes modules out of bytes. Safe to call from several threads. */
public interface GuestEngine {

    /**
     * Validates a module and gets it ready to run, which may take seconds for a large one.
     *
     * @throws io.hyperspace.space.error.HyperspaceException 400 when the bytes are not a WebAssembly module, 422 when
     *     the module uses what is not supported here
     */
    GuestModule load(byte[] wasm);
}
