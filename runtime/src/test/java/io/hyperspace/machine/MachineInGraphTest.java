package io.hyperspace.machine;

/** What a Machine does with waves, where all waves pass one nexus. */
final class MachineInGraphTest extends MachineTest {

    @Override
    String topology() {
        return "hyperspace.topology = graph\n";
    }
}
