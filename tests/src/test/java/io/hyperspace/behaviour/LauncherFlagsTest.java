package io.hyperspace.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LauncherFlagsTest {

    @Test
    void aMachineOfATestHasTheOptionsOfTheLauncher() {
        assertThat(LauncherFlags.forMachines()).contains("-Djava.util.concurrent.ForkJoinPool.common.parallelism=2");
        assertThat(LauncherFlags.forMachines().contains("-XX:-SplitIfBlocks"))
                .isEqualTo(Runtime.version().feature() < 25);
    }
}
