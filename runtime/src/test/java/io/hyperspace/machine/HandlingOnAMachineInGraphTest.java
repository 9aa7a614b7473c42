package io.hyperspace.machine;

/** Queued waves, where all waves pass one nexus. */
final class HandlingOnAMachineInGraphTest extends HandlingOnAMachineTest {

    @Override
    String topology() {
        return "hyperspace.topology = graph\n";
    }
}
