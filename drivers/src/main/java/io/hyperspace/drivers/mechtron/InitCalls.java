package io.hyperspace.drivers.mechtron;

import io.hyperspace.driver.DurableState;
import io.hyperspace.drivers.mechtron.engine.GuestTrap;
import org.jspecify.annotations.Nullable;

/** What a guest may ask while it starts: it reads, but sends and puts nothing, for there is no wave to succeed yet. */
record InitCalls(GuestHost shared, @Nullable DurableState state) implements HostCalls {

    @Override
    public byte[] wave(byte[] frame) {
        throw GuestTrap.refused(MechtronFaults.notInInit("wave"));
    }

    @Override
    public void log(int level, String text) {
        shared.log(level, text);
    }

    @Override
    public long now() {
        return System.currentTimeMillis();
    }

    @Override
    public byte[] random(int length) {
        return shared.random(length);
    }

    @Override
    public byte @Nullable [] config(String key) {
        return shared.config(key);
    }

    @Override
    public byte @Nullable [] stateGet(String key) {
        return state == null ? null : state.get(key);
    }

    @Override
    public void statePut(String key, byte[] value) {
        throw GuestTrap.refused(MechtronFaults.notInInit("state_put"));
    }
}
