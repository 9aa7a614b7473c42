package io.hyperspace.machine;

/** Finishing together, where all waves pass one nexus. */
final class FinishingTogetherInGraphTest extends FinishingTogetherTest {

    @Override
    String topology() {
        return "hyperspace.topology = graph\n";
    }
}
