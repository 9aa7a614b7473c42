package io.hyperspace.layout;

import io.hyperspace.testkit.MachinesExtension;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Three Machines in this JVM whose stars all lie around one nexus, which every wave passes. */
final class GraphOfStarsTest implements EveryStory {

    @RegisterExtension
    static final Layout LAYOUT = Layout.of(MachinesExtension.of(3)
            .config(Layout.PATIENT)
            .config("hyperspace { topology = graph, star.counts.nexus = 1 }"));

    @Override
    public Turns turns() {
        return LAYOUT.turns();
    }
}
