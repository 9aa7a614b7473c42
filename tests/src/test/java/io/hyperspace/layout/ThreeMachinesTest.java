package io.hyperspace.layout;

import io.hyperspace.testkit.MachinesExtension;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Three Machines in this JVM, each of which takes everything. */
final class ThreeMachinesTest implements EveryStory {

    @RegisterExtension
    static final Layout LAYOUT = Layout.of(MachinesExtension.of(3).config(Layout.PATIENT));

    @Override
    public Turns turns() {
        return LAYOUT.turns();
    }
}
