package io.hyperspace.bodies;

import io.hyperspace.testkit.MachinesExtension;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two Machines, each of which has a lane to every star. */
@Tag("long")
final class LargeBodiesTest implements LargeBodies {

    private static final BulkDriver DRIVER = new BulkDriver();

    @RegisterExtension
    static final MachinesExtension MACHINES =
            MachinesExtension.of(2).driver(services -> DRIVER).config(SETTINGS);

    @Override
    public MachinesExtension machines() {
        return MACHINES;
    }

    @Override
    public BulkDriver driver() {
        return DRIVER;
    }
}
