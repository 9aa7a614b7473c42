package io.hyperspace.registry.database;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * What the configuration says about this Machine's row in the machine table.
 *
 * @param lease how long a renewal is good for
 * @param retryEvery how long after a failed renewal the next is tried
 */
record MachineSettings(String name, Duration lease, Duration renewEvery, Duration retryEvery, int threads) {

    static MachineSettings from(Config hyperspace) {
        Config machine = hyperspace.getConfig("machine");
        return new MachineSettings(
                machine.getString("name"),
                machine.getDuration("lease"),
                machine.getDuration("renew-every"),
                machine.getDuration("retry-every"),
                machine.getInt("threads"));
    }
}
