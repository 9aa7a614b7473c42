package io.hyperspace.machine;

/** Durable waves, where all waves pass one nexus. */
final class DurableOnAMachineInGraphTest extends DurableOnAMachineTest {

    @Override
    String topology() {
        return "hyperspace.topology = graph\n";
    }
}
