package io.hyperspace.bodies;

import io.hyperspace.testkit.MachinesExtension;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two Machines whose waves all pass one nexus, which is on one of them. */
@Tag("long")
final class LargeBodiesInGraphTest implements LargeBodies {

    private static final BulkDriver DRIVER = new BulkDriver();

    @RegisterExtension
    static final MachinesExtension MACHINES =
            MachinesExtension.of(2).driver(services -> DRIVER).config(SETTINGS + "hyperspace.topology = graph");

    @Override
    public MachinesExtension machines() {
        return MACHINES;
    }

    @Override
    public BulkDriver driver() {
        return DRIVER;
    }
}
