package io.hyperspace.layout;

import org.junit.jupiter.api.extension.RegisterExtension;

/** Three Machines in JVMs of their own, on PostgreSQL, as they are run for real. */
final class ThreeProcessesTest implements EveryStory {

    @RegisterExtension
    static final Layout LAYOUT = Layout.ofProcesses(3, Layout.PATIENT);

    @Override
    public Turns turns() {
        return LAYOUT.turns();
    }
}
