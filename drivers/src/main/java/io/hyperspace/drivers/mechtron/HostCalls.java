package io.hyperspace.drivers.mechtron;

import org.jspecify.annotations.Nullable;

/**
 * What a guest may ask of its host while it handles one wave, free of pointers. A method ends the wave by throwing a
 * {@link io.hyperspace.drivers.mechtron.engine.GuestTrap}.
 */
interface HostCalls {

    /** Sends a directed frame; gives a reflected one, whatever goes wrong. */
    byte[] wave(byte[] frame);

    /** @param level 0 trace, 1 debug, 2 info, 3 warning, 4 error */
    void log(int level, String text);

    /** Unix milliseconds. */
    long now();

    byte[] random(int length);

    byte @Nullable [] config(String key);

    byte @Nullable [] stateGet(String key);

    void statePut(String key, byte[] value);
}
