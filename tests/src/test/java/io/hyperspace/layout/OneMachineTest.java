package io.hyperspace.layout;

import io.hyperspace.testkit.HyperverseExtension;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One Machine that has everything. */
final class OneMachineTest implements EveryStory {

    @RegisterExtension
    static final Layout LAYOUT = Layout.of(HyperverseExtension.create());

    @Override
    public Turns turns() {
        return LAYOUT.turns();
    }
}
