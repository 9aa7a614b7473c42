package io.hyperspace.machine;

/** Handing over, where all waves pass one nexus. */
final class HandOverInGraphTest extends HandOverTest {

    @Override
    String topology() {
        return "hyperspace.topology = graph\n";
    }
}
