package io.hyperspace.machine;

/** Changes of what particles run on, where all waves pass one nexus. */
final class ChangesOnTheWayInGraphTest extends ChangesOnTheWayTest {

    @Override
    String topology() {
        return "hyperspace.topology = graph\n";
    }
}
