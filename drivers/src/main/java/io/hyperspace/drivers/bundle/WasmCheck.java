package io.hyperspace.drivers.bundle;

/** Says whether bytes are a WebAssembly module that a guest engine here takes. May be called from several threads. */
@FunctionalInterface
public interface WasmCheck {

    /**
     * Passes in silence.
     *
     * @throws io.hyperspace.space.error.HyperspaceException with status 400 if the bytes are not a valid module
     */
    void check(byte[] module);
}
